import { perStack } from "../../aws/perStack";
import { covers } from "../../aws/policyDocument";
import { RECORD } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import { append } from "../../framework/listMap";
import { strings } from "../../framework/parameters";
import type { Property } from "../../framework/property";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** Types whose target somebody else can come to own. */
const POINTING = ["A", "AAAA", "CNAME", "NS"] as const;

/** Addresses that nobody outside the network can take over. */
const PRIVATE = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i;

/** Outputs by which a record points at a resource. */
const ADDRESSES = [
  ...["domainName", "dnsName", "fqdn", "name", "endpoint", "publicIp", "publicDns", "address"],
  ...[
    "websiteEndpoint",
    "websiteDomain",
    "regionalDomainName",
    "cloudfrontDomainName",
    "bucketDomainName",
    "nameServers",
  ],
] as const;

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^dualstack\./, "")
    .replace(/\.$/, "");
}

/** Resources by the addresses that they have. */
const byAddress = perStack((stack): ReadonlyMap<string, readonly Resource[]> => {
  const resources = new Map<string, Resource[]>();
  for (const resource of stack.resources) {
    for (const address of ADDRESSES.flatMap((key) => resource.references.at(key).texts())) {
      append(resources, plain(address), resource);
    }
  }
  return resources;
});

function dangling(
  stack: StackGraph,
  record: Resource,
  property: "records" | "aliases",
  values: readonly Property[],
): readonly Property[] {
  // What comes from another resource goes with it: the engine deletes the record first.
  if ((record.dependencies.get(property) ?? []).length > 0) return [];
  return values.filter((value) => {
    const text = value.text();
    if (text === undefined || PRIVATE.test(text)) return false;
    const owners = byAddress(stack).get(plain(text)) ?? [];
    return owners.every((each) => each === record);
  });
}

/**
 * A name that still points at what is gone belongs to whoever gets that address, bucket or distribution
 * next. Judges what is written as text; a reference to a resource of the stack cannot dangle.
 */
export default defineStackRule({
  id: "route53-dangling-alias",
  title: "DNS records point only at resources that exist",
  service: "route53",
  severity: "high",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    checkov: ["CKV2_AWS_23"],
    prowler: ["route53_dangling_ip_subdomain_takeover"],
  },
  parameters: {
    externalNames: strings({
      description:
        "Names and addresses outside the stack that records may point at; * stands for any text.",
      default: [],
    }),
  },
  types: RECORD,
  fix: "Point the record at an output of the resource, such as the load balancer's dnsName, or list a target that is kept elsewhere in externalNames.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html",
  example: `
import { route53 } from "@pulumi/aws";

new route53.Record("shop", {
  ...settings,
  records: undefined,
  aliases: [
    {
      name: loadBalancer.dnsName,
      zoneId: loadBalancer.zoneId,
      evaluateTargetHealth: true,
    },
  ],
});`,
  check({ resource, props, parameters, stack, report }) {
    if (!props.at("type").is(...POINTING)) return;
    const names = props
      .at("aliases")
      .items()
      .map((alias) => alias.at("name"));
    const loose = [
      ...dangling(stack, resource, "records", props.at("records").items()),
      ...dangling(stack, resource, "aliases", names),
    ].filter((value) => {
      const text = plain(value.text() ?? "");
      return !parameters.externalNames.some((pattern) => covers(pattern, text));
    });
    for (const value of loose) {
      report(`${value.path} is written as text, and is no resource of this stack`);
    }
  },
});
