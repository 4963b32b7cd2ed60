import { CLUSTER, ECS_SERVICE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/**
 * Only where somebody can open a session: a cluster none of whose services enables ECS Exec needs no
 * audit log of it.
 */
export default defineStackRule({
  id: "ecs-exec-logging",
  title: "ECS Exec sessions are logged and encrypted",
  service: "ecs",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { checkov: ["CKV_AWS_223", "CKV_AWS_224"] },
  types: CLUSTER,
  relatedTypes: ECS_SERVICE,
  fix: 'Set configuration.executeCommandConfiguration of the cluster: logging "OVERRIDE", a logConfiguration and a kmsKeyId.',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.Cluster("shop", {
  ...settings,
  configuration: {
    executeCommandConfiguration: {
      kmsKeyId: key.arn,
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: logGroup.name, cloudWatchEncryptionEnabled: true },
    },
  },
});`,
  check({ resource, props, stack, report }) {
    const services = stack.referrers(resource, ECS_SERVICE, "cluster") ?? [];
    if (!services.some((service) => service.props.at("enableExecuteCommand").is(true))) return;
    const exec = props.at("configuration").at("executeCommandConfiguration");
    const logs = exec.at("logConfiguration");
    const isLogged =
      !logs.at("cloudWatchLogGroupName").isMissing || !logs.at("s3BucketName").isMissing;
    if (exec.at("logging").isNot("OVERRIDE")) {
      report(`a service enables exec and ${found(exec.at("logging"), ["NONE", "DEFAULT"])}`);
    } else if (!isLogged) report(`a service enables exec and ${logs.path} names no log`);
    else if (exec.at("kmsKeyId").isMissing) {
      report(`a service enables exec and ${exec.at("kmsKeyId").path} is not set`);
    }
  },
});
