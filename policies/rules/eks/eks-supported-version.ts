import { minorOf, OLDEST_LISTED, STANDARD_SUPPORT_ENDS } from "../../aws/eksVersions";
import { EKS_CLUSTER, NODE_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const VERSION = /^1\.\d{1,3}$/;

/**
 * Reports from the day on which standard support ends; a version that the calendar does not list yet
 * is taken as newer. A cluster that leaves its version out follows AWS's default of the day of its
 * creation, and ages unseen. The catalogue's upgradePolicy is not asked for: extended support, which it
 * refuses, begins and is paid for on the day that the rule reports. Nodes that leave it out stay behind
 * when their cluster moves on; those whose image a launch template names cannot have one.
 */
export default defineResourceRule({
  id: "eks-supported-version",
  title: "EKS runs a Kubernetes version in standard support",
  service: "eks",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EKS.2", "EKS.9"],
    checkov: ["CKV_AWS_339"],
    prowler: ["eks_cluster_uses_a_supported_version"],
  },
  types: [...EKS_CLUSTER, ...NODE_GROUP],
  fix: "Set version to one in standard support, one minor version at a time.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  example: `
import { eks } from "@pulumi/aws";

new eks.Cluster("shop", { ...settings, version: "1.34" });`,
  check({ props, today, report }) {
    const version = props.at("version");
    if (version.isUnknown) return;
    if (version.isMissing) {
      if (props.at("launchTemplate").isMissing) report(found(version));
      return;
    }
    const text = version.text() ?? "";
    const end = STANDARD_SUPPORT_ENDS.get(text);
    if (end === undefined ? minorOf(text) < OLDEST_LISTED : today >= end) {
      const when = end === undefined ? "long ago" : `on ${end}`;
      report(`${found(version, VERSION)}, whose standard support ended ${when}`);
    }
  },
});
