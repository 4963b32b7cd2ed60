import { Randomness } from "../../fill/randomness";
import type { ProviderFunction } from "../../package";
import type { Properties } from "../../wire";
import { filterValues, text } from "./arguments";

/** AWS's own prefix lists and how many entries each may have. */
const PREFIX_LISTS: readonly { readonly name: string; readonly maxEntries: number }[] = [
  { name: "com.amazonaws.global.cloudfront.origin-facing", maxEntries: 55 },
  { name: "com.amazonaws.{region}.s3", maxEntries: 50 },
  { name: "com.amazonaws.{region}.dynamodb", maxEntries: 50 },
];

function prefixList(args: Properties, region: string): { id: string; name: string; max: number } {
  const wanted = [
    text(args, "name"),
    text(args, "prefixListId"),
    text(args, "id"),
    ...filterValues(args, "prefix-list-name"),
    ...filterValues(args, "prefix-list-id"),
  ];
  const lists = PREFIX_LISTS.map(({ name, maxEntries }) => {
    const full = name.replace("{region}", region);
    return { id: `pl-${new Randomness(full).text("hex", 8, "id")}`, name: full, max: maxEntries };
  });
  const found = lists.find(({ id, name }) => wanted.includes(name) || wanted.includes(id));
  if (found === undefined) {
    const names = lists.map(({ name }) => name).join(", ");
    throw new Error(`no matching EC2 Prefix List found; the sandbox knows ${names}`);
  }
  return found;
}

const getManagedPrefixList: ProviderFunction = (args, { region = "" }) => {
  const { id, name, max } = prefixList(args, region);
  return {
    id,
    name,
    region,
    arn: `arn:aws:ec2:${region}:aws:prefix-list/${id}`,
    ownerId: "AWS",
    addressFamily: "IPv4",
    entries: [{ cidr: "13.32.0.0/15", description: "" }],
    maxEntries: max,
    version: 1,
    tags: {},
  };
};

const getPrefixList: ProviderFunction = (args, { region = "" }) => {
  const { id, name } = prefixList(args, region);
  return { id, name, region, cidrBlocks: ["52.218.0.0/17"] };
};

const getZone: ProviderFunction = (args) => {
  const zoneId = text(args, "zoneId");
  const name = text(args, "name") || `${zoneId.toLowerCase()}.example.com`;
  if (zoneId === "" && text(args, "name") === "") {
    throw new Error("either name or zoneId must be set");
  }
  const id = zoneId || `Z${new Randomness(name).text("upper", 20, "zone")}`;
  return {
    id,
    zoneId: id,
    name,
    arn: `arn:aws:route53:::hostedzone/${id}`,
    callerReference: "sandbox",
    comment: "",
    linkedServiceDescription: "",
    linkedServicePrincipal: "",
    nameServers: ["ns-1.awsdns-00.org", "ns-2.awsdns-10.com"],
    primaryNameServer: "ns-1.awsdns-00.org",
    resourceRecordSetCount: 2,
    tags: {},
  };
};

/** Lookups of what exists in every account's network, or beside the stack. */
export const networkFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": getManagedPrefixList,
  "aws:ec2/getPrefixList:getPrefixList": getPrefixList,
  "aws:route53/getZone:getZone": getZone,
};
