import { TASK_DEFINITION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-task-efs-encryption",
  title: "EFS volumes in tasks use transit encryption and IAM",
  service: "ecs",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["ECS.18"], checkov: ["CKV_AWS_97"] },
  types: TASK_DEFINITION,
  fix: 'Set transitEncryption and authorizationConfig.iam of the efsVolumeConfiguration to "ENABLED".',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tutorial-efs-volumes.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  volumes: [
    {
      name: "files",
      efsVolumeConfiguration: { fileSystemId: fileSystem.id, transitEncryption: "ENABLED", authorizationConfig: { iam: "ENABLED" } },
    },
  ],
});`,
  remedy: [
    { path: "volumes[].efsVolumeConfiguration?.transitEncryption", value: "ENABLED" },
    { path: "volumes[].efsVolumeConfiguration?.authorizationConfig.iam", value: "ENABLED" },
  ],
  check({ props, report }) {
    for (const volume of props.at("volumes").items()) {
      const efs = volume.at("efsVolumeConfiguration");
      if (efs.isMissing) continue;
      const off = [efs.at("transitEncryption"), efs.at("authorizationConfig").at("iam")].filter(
        (setting) => setting.isNot("ENABLED"),
      );
      if (off.length > 0) report(off.map((setting) => found(setting, ["DISABLED"])).join(" and "));
    }
  },
});
