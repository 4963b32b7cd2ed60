/** Address ranges of a VPC's subnets, laid out as awsx documents its strategies. */

export type SubnetType = "Public" | "Private" | "Isolated" | "Unused";

/** What the program asks for, per availability zone. */
export interface SubnetRequest {
  readonly type: SubnetType;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  /** @default what the VPC's assignGeneratedIpv6CidrBlock says */
  readonly assignIpv6AddressOnCreation?: boolean;
}

export interface PlannedSubnet {
  /** Such as `shop-private-1`. */
  readonly name: string;
  readonly type: SubnetType;
  readonly zone: string;
  readonly cidrBlock: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly assignIpv6AddressOnCreation?: boolean;
}

export interface SubnetPlan {
  readonly vpcName: string;
  readonly cidrBlock: string;
  readonly zones: readonly string[];
  readonly strategy: string;
  readonly specs?: readonly SubnetRequest[];
  /** Netmask of the range of each zone. @default an even share of the VPC */
  readonly zoneMask?: number;
}

interface Range {
  readonly start: number;
  readonly mask: number;
}

const ORDER: readonly SubnetType[] = ["Private", "Public", "Isolated", "Unused"];
/** The legacy strategy never makes a subnet wider than these. */
const LEGACY_WIDEST: Readonly<Record<SubnetType, number>> = {
  Private: 19,
  Public: 20,
  Isolated: 24,
  Unused: 24,
};

/** Plans every subnet. Throws an Error when they do not fit. */
export function planSubnets(plan: SubnetPlan): PlannedSubnet[] {
  const vpc = parseCidr(plan.cidrBlock);
  const zoneMask = plan.zoneMask ?? vpc.mask + bitsFor(plan.zones.length);
  const specs = plan.specs ?? defaultSpecs(zoneMask);
  const legacy = plan.strategy === "Legacy";
  const ordered = legacy
    ? [...specs].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
    : specs;
  const planned = plan.zones.flatMap((zone, index) => {
    const range = { start: vpc.start + index * sizeOf(zoneMask), mask: zoneMask };
    return planZone({ ...plan, legacy }, ordered, range, zone, index);
  });
  const end = vpc.start + sizeOf(vpc.mask);
  const outside = planned.find(({ cidrBlock }) => {
    const range = parseCidr(cidrBlock);
    return range.start < vpc.start || range.start + sizeOf(range.mask) > end;
  });
  if (outside !== undefined) {
    throw new Error(
      `subnet ${outside.name} (${outside.cidrBlock}) does not fit into the VPC ${plan.cidrBlock}; make the VPC larger, the subnets smaller or use fewer zones`,
    );
  }
  return planned.filter(({ type }) => type !== "Unused");
}

function planZone(
  plan: SubnetPlan & { readonly legacy: boolean },
  specs: readonly SubnetRequest[],
  zoneRange: Range,
  zone: string,
  index: number,
): PlannedSubnet[] {
  const share = plan.legacy
    ? zoneRange.mask + (specs.length === 1 ? 0 : 1)
    : zoneRange.mask + bitsFor(specs.length);
  let next = zoneRange.start;
  const subnets = specs.map((spec) => {
    const even = plan.legacy ? Math.max(share, LEGACY_WIDEST[spec.type]) : share;
    const mask = maskOf(spec) ?? even;
    // A range starts at a multiple of its own size.
    const start = Math.ceil(next / sizeOf(mask)) * sizeOf(mask);
    next = start + sizeOf(mask);
    return {
      name: `${plan.vpcName}-${spec.name ?? spec.type.toLowerCase()}-${index + 1}`,
      type: spec.type,
      zone,
      cidrBlock: spec.cidrBlocks?.[index] ?? formatCidr({ start, mask }),
      tags: spec.tags,
      assignIpv6AddressOnCreation: spec.assignIpv6AddressOnCreation,
    };
  });
  const explicit = specs.some(({ cidrBlocks }) => cidrBlocks !== undefined);
  if (!explicit && next > zoneRange.start + sizeOf(zoneRange.mask)) {
    throw new Error(
      `the subnets need ${next - zoneRange.start} addresses in each zone, but a zone of the VPC ${plan.cidrBlock} has ${sizeOf(zoneRange.mask)}; make the VPC larger or the subnets smaller`,
    );
  }
  return subnets;
}

/** awsx's defaults: half of a zone private, a quarter public. */
function defaultSpecs(zoneMask: number): SubnetRequest[] {
  const widest = Math.max(zoneMask, 16);
  return [
    { type: "Private", cidrMask: widest + 1 },
    { type: "Public", cidrMask: widest + 2 },
  ];
}

/** The nth /64 of a VPC's IPv6 range, which is a /56: its last eight bits count the subnets. */
export function ipv6SubnetRange(vpcRange: string, index: number): string {
  const match = /^(?<head>[0-9a-f:]+:)(?<group>[0-9a-f]{1,4})::\/56$/.exec(vpcRange);
  if (match?.groups === undefined) {
    throw new Error(`"${vpcRange}" is not an IPv6 range such as 2a05:d018:12:3400::/56`);
  }
  const { head = "", group = "" } = match.groups;
  return `${head}${(parseInt(group, 16) + index).toString(16)}::/64`;
}

function maskOf(spec: SubnetRequest): number | undefined {
  return spec.cidrMask ?? (spec.size === undefined ? undefined : 32 - Math.log2(spec.size));
}

function bitsFor(count: number): number {
  return Math.ceil(Math.log2(Math.max(count, 1)));
}

function sizeOf(mask: number): number {
  return 2 ** (32 - mask);
}

function parseCidr(cidr: string): Range {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) {
    throw new Error(`"${cidr}" is not an IPv4 range such as 10.0.0.0/16`);
  }
  const [a = 0, b = 0, c = 0, d = 0, mask = 0] = match.slice(1).map(Number);
  return { start: ((a * 256 + b) * 256 + c) * 256 + d, mask };
}

function formatCidr({ start, mask }: Range): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${bytes.join(".")}/${mask}`;
}
