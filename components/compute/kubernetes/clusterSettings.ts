/** How an EKS cluster is told to be, and what is wrong with it. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import type { Architecture } from "../image";

/** What the pods run on. */
export type NodeSettings =
  /** EC2 instances that AWS starts, patches and removes as the pods need them. */
  | {
      readonly kind: "autoMode";
      /** Processor of the services' nodes and images. @default "arm64", the cheaper one */
      readonly architecture?: Architecture;
      /** How the services' nodes are bought; spot ones may stop with two minutes' notice. @default "onDemand" */
      readonly capacity?: "onDemand" | "spot";
      /** Most vCPUs that the services' nodes may add up to, 2 to 10000. @default 64 */
      readonly maxVcpus?: number;
    }
  /** A small virtual machine for each pod, always Intel or AMD. */
  | { readonly kind: "fargate" };

/** What decides how the cluster is laid out. */
export interface ClusterSettings {
  /** Kubernetes version, which must be in EKS's standard support. @default "1.35" */
  readonly version?: `1.${number}`;
  /** @default Auto Mode on ARM64 */
  readonly nodes?: NodeSettings;
  /**
   * Address ranges outside the network, such as `203.0.113.0/24`, from which the API server can be
   * reached over the internet. @default none; the API server has a private endpoint only
   */
  readonly publicAccessCidrs?: readonly string[];
  /**
   * Address ranges inside or next to the network, such as a VPN's, from which the private endpoint can
   * be reached. @default none but the nodes
   */
  readonly privateAccessCidrs?: readonly string[];
  /** Address range of Kubernetes services, apart from the network's and its neighbours'. @default "172.20.0.0/16" */
  readonly serviceCidrBlock?: string;
}

/** Standard support until March 2027: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export const defaultVersion = "1.35";
export const defaultServiceCidrBlock = "172.20.0.0/16";
export const defaultMaxVcpus = 64;

/** Processor of the services' images. */
export function architectureOf(nodes: NodeSettings): Architecture {
  return nodes.kind === "fargate" ? "x86_64" : (nodes.architecture ?? "arm64");
}

interface Range {
  readonly address: readonly number[];
  readonly bits: number;
}

function parseRange(cidr: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const numbers = match?.slice(1).map(Number) ?? [];
  const bits = numbers.pop() ?? 33;
  return match !== null && bits <= 32 && numbers.every((part) => part <= 255)
    ? { address: numbers, bits }
    : undefined;
}

/** Address of the cluster's DNS: the tenth of the services' range. */
export function dnsAddress(serviceCidrBlock: string): string {
  const [a = 0, b = 0, c = 0] = parseRange(serviceCidrBlock)?.address ?? [];
  return `${a}.${b}.${c}.10`;
}

/** Names in lower case that are a label of DNS, as Kubernetes asks of namespaces. */
const label = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** One sentence for each fault. */
export function clusterFaults(
  clusterName: string,
  prefix: string,
  args: ClusterSettings,
): string[] {
  const { version = defaultVersion, nodes, publicAccessCidrs, privateAccessCidrs = [] } = args;
  return [
    ...(label.test(prefix)
      ? []
      : [
          `prefix must be 1 to 63 lower-case letters, digits and hyphens, since it names the namespace, got "${prefix}"`,
        ]),
    ...(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(clusterName)
      ? []
      : [
          `prefix and name together must be at most 99 letters, digits, hyphens and underscores, got "${clusterName}"; shorten one of them`,
        ]),
    ...(/^1\.\d{2}$/.test(version)
      ? []
      : [`version must be a Kubernetes version such as 1.35, got "${version}"`]),
    ...(nodes?.kind === "autoMode"
      ? rangeFaults("nodes.maxVcpus", nodes.maxVcpus ?? defaultMaxVcpus, 2, 10_000)
      : []),
    ...publicFaults(publicAccessCidrs),
    ...privateAccessCidrs.flatMap((cidr) => rangeFault("privateAccessCidrs", cidr)),
    ...serviceRangeFaults(args.serviceCidrBlock ?? defaultServiceCidrBlock),
  ];
}

function rangeFault(argument: string, cidr: string): string[] {
  return parseRange(cidr) === undefined
    ? [`${argument} must hold IPv4 ranges such as 203.0.113.0/24, got "${cidr}"`]
    : [];
}

function publicFaults(cidrs: readonly string[] | undefined): string[] {
  if (cidrs === undefined) return [];
  if (cidrs.length === 0) {
    return ["publicAccessCidrs must name a range, got none; leave it out for a private endpoint"];
  }
  return cidrs.flatMap((cidr) =>
    parseRange(cidr)?.bits === 0
      ? [
          `publicAccessCidrs must not open the API server to everybody, got ${cidr}; name the ranges of your offices or runners, or leave it out and deploy from inside the network`,
        ]
      : rangeFault("publicAccessCidrs", cidr),
  );
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
function serviceRangeFaults(cidr: string): string[] {
  const range = parseRange(cidr);
  const [a, b = 0, , last] = range?.address ?? [];
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  return isPrivate && last === 0 && range !== undefined && range.bits >= 12 && range.bits <= 24
    ? []
    : [
        `serviceCidrBlock must be a private IPv4 range from /12 to /24, got "${cidr}"; use one such as ${defaultServiceCidrBlock}`,
      ];
}
