import { exemptStacks, isExempt } from "../../aws/stacks";
import { DAX_CLUSTER } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const ENDPOINTS = ["NONE", "TLS"] as const;

/** Both encryptions can only be chosen when the cluster is created; nodes can be added later. */
export default defineResourceRule({
  id: "dax-encryption",
  title: "DAX is encrypted at rest and in transit, over several nodes",
  service: "dax",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["DynamoDB.3", "DynamoDB.7"],
    checkov: ["CKV_AWS_47"],
    cdkNag: ["AwsSolutions-DDB4"],
    prowler: [
      "dynamodb_accelerator_cluster_encryption_enabled",
      "dynamodb_accelerator_cluster_in_transit_encryption_enabled",
      "dynamodb_accelerator_cluster_multi_az",
    ],
  },
  parameters: {
    nodes: integer({
      description: "Fewest nodes of a cluster, outside exempt stacks.",
      default: 3,
      minimum: 1,
      maximum: 11,
    }),
    exemptStacks,
  },
  types: DAX_CLUSTER,
  fix: 'Set serverSideEncryption.enabled to true, clusterEndpointEncryptionType to "TLS" and replicationFactor to 3 or more.',
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html",
  example: `
import { dax } from "@pulumi/aws";

new dax.Cluster("products", {
  ...settings,
  serverSideEncryption: { enabled: true },
  clusterEndpointEncryptionType: "TLS",
  replicationFactor: 3,
});`,
  check({ resource, props, parameters, report }) {
    const atRest = props.at("serverSideEncryption").at("enabled");
    if (atRest.isNot(true)) report(found(atRest));
    const inTransit = props.at("clusterEndpointEncryptionType");
    if (inTransit.isNot("TLS")) report(found(inTransit, ENDPOINTS));
    const nodes = props.at("replicationFactor");
    if (isExempt(resource, parameters.exemptStacks) || nodes.isUnknown) return;
    if ((nodes.number() ?? 0) < parameters.nodes) {
      report(`${found(nodes)}, and ${parameters.nodes} nodes outlive the loss of a zone`);
    }
  },
});
