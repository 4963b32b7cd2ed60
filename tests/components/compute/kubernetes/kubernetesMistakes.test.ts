import { describeMistakes } from "../../../helpers/mistakes";
import {
  type ClusterChange,
  createCluster,
  createServices,
  type ServiceChange,
} from "../catalogPods";

const makeCluster = (change: ClusterChange) => () => createCluster(change);
const makeService = (change: ServiceChange, clusterChange?: ClusterChange) => () => {
  createServices({ catalog: change }, clusterChange);
};

describeMistakes("KubernetesCluster", "kubernetes-cluster.md", [
  {
    argument: "publicAccessCidrs",
    message:
      "publicAccessCidrs must not open the API server to everybody, got 0.0.0.0/0; name the ranges of your offices or runners, or leave it out and deploy from inside the network",
    make: makeCluster({ publicAccessCidrs: ["0.0.0.0/0"] }),
  },
  {
    argument: "publicAccessCidrs",
    message: "publicAccessCidrs must name a range, got none; leave it out for a private endpoint",
    make: makeCluster({ publicAccessCidrs: [] }),
  },
  {
    argument: "privateAccessCidrs",
    message: 'privateAccessCidrs must hold IPv4 ranges such as 203.0.113.0/24, got "10.0.0.1"',
    make: makeCluster({ privateAccessCidrs: ["10.0.0.1"] }),
  },
  {
    argument: "version",
    message: 'version must be a Kubernetes version such as 1.35, got "1.4"',
    make: makeCluster({ version: "1.4" }),
  },
  {
    argument: "nodes.maxVcpus",
    message: "nodes.maxVcpus must be a whole number from 2 to 10000, got 1",
    make: makeCluster({ nodes: { kind: "autoMode", maxVcpus: 1 } }),
  },
  {
    argument: "serviceCidrBlock",
    message:
      'serviceCidrBlock must be a private IPv4 range from /12 to /24, got "100.64.0.0/16"; use one such as 172.20.0.0/16',
    make: makeCluster({ serviceCidrBlock: "100.64.0.0/16" }),
  },
  {
    argument: "prefix",
    message:
      'prefix must be 1 to 63 lower-case letters, digits and hyphens, since it names the namespace, got "Shop"',
    make: makeCluster({ prefix: "Shop" }),
  },
]);

describeMistakes("KubernetesService", "kubernetes-service.md", [
  {
    argument: "release.strategy",
    message:
      "release.strategy must be rolling on runtime eks, got canary; use rolling, or move the service to fargate or ec2",
    make: makeService({ release: { strategy: "canary" } }),
  },
  {
    argument: "release.rollbackOn",
    message:
      "release.rollbackOn is not available on runtime eks, got 5xx; leave it out, a release stops at the first pod that does not become healthy",
    make: makeService({ release: { strategy: "rolling", rollbackOn: ["5xx"] } }),
  },
  {
    argument: "scale.requestsPerMinutePerTask",
    message:
      "scale.requestsPerMinutePerTask is not available on runtime eks, got 600; scale on cpuPercent or memoryPercent, or move the service to fargate or ec2",
    make: makeService({ scale: { requestsPerMinutePerTask: 600 } }),
  },
  {
    argument: "scale.messagesPerTask",
    message:
      "scale.messagesPerTask is not available on runtime eks, got 10; scale on cpuPercent or memoryPercent, or move the service to fargate or ec2",
    make: makeService({ scale: { messagesPerTask: 10 } }),
  },
  {
    argument: "scale.schedules",
    message:
      "scale.schedules are not available on runtime eks, got 1; set min and max wide enough, or move the service to fargate or ec2",
    make: makeService({ scale: { schedules: [{ cron: "0 7 ? * MON *", min: 2, max: 4 }] } }),
  },
  {
    argument: "scale.min",
    message:
      "scale.min must be at least 1 on runtime eks, got 0; a pod autoscaler cannot start from none",
    make: makeService({ scale: { min: 0 } }),
  },
  {
    argument: "runtime.memoryMiB",
    message: "memoryMiB must be a whole number from 128 to 122880, got 64",
    make: makeService({ runtime: { kind: "eks", memoryMiB: 64 } }),
  },
  {
    argument: "runtime.cpu",
    message:
      "cpu must be at most 16384 on Fargate, got 32768; run the cluster's nodes in Auto Mode",
    make: makeService(
      { runtime: { kind: "eks", cpu: 32_768, memoryMiB: 512 } },
      { nodes: { kind: "fargate" } },
    ),
  },
]);
