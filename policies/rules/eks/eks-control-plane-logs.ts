import { EKS_CLUSTER } from "../../aws/types";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "eks-control-plane-logs",
  title: "EKS writes its control plane logs",
  service: "eks",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EKS.8"],
    checkov: ["CKV_AWS_37"],
    cdkNag: ["AwsSolutions-EKS2"],
    prowler: ["eks_control_plane_logging_all_types_enabled"],
  },
  parameters: {
    logTypes: strings({
      description: "Log types that a cluster must write.",
      default: ["api", "audit", "authenticator"],
    }),
  },
  types: EKS_CLUSTER,
  fix: "Name the missing types in enabledClusterLogTypes.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  example: `
import { eks } from "@pulumi/aws";

new eks.Cluster("shop", {
  ...settings,
  enabledClusterLogTypes: [
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ],
});`,
  remedy: ({ parameters }) =>
    parameters.logTypes.map((value) => ({ path: "enabledClusterLogTypes[+]", value })),
  check({ props, parameters, report }) {
    const types = props.at("enabledClusterLogTypes");
    if (types.isUnknown || types.items().some((type) => type.isUnknown)) return;
    const written = types.texts();
    const missing = parameters.logTypes.filter((type) => !written.includes(type));
    if (missing.length > 0) report(`enabledClusterLogTypes lacks ${missing.join(", ")}`);
  },
});
