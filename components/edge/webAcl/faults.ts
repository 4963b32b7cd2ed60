/** What AWS would refuse in a web ACL, or accept and not do. Pure. */
import type { WebAclArgs } from "../webAcl";
import { rangeFaults } from "../../internal/serviceFaults";
import { senderAddressOf } from "./rules";

const leastRate = 10;
const mostRate = 2_000_000_000;
/** The rule is named by its path, and names have 128 characters at most. */
const longestPath = 100;

/** The first fault, or undefined. */
export function webAclFault(args: WebAclArgs): string | undefined {
  return [
    ...addressFaults(args),
    ...rateFaults(args),
    ...originHeaderFaults(args),
    ...countedFaults(args),
  ].at(0);
}

function addressFaults(args: WebAclArgs): string[] {
  if (senderAddressOf(args) !== undefined) return [];
  const asked = (["requestsPerFiveMinutes", "pathRates"] as const).find(
    (argument) => args[argument] !== undefined,
  );
  return asked === undefined
    ? []
    : [
        `${asked} needs to know the senders' addresses, got a REGIONAL web ACL without senderAddress, which behind CloudFront sees CloudFront's alone; limit rates at the CLOUDFRONT web ACL, or set senderAddress`,
      ];
}

function rateFaults({ requestsPerFiveMinutes, pathRates = [] }: WebAclArgs): string[] {
  const paths = pathRates.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  const long = paths.find((path) => path.length > longestPath);
  return [
    ...(requestsPerFiveMinutes === undefined
      ? []
      : rateFault("requestsPerFiveMinutes", requestsPerFiveMinutes)),
    ...pathRates.flatMap((rate) =>
      rateFault(`requestsPerFiveMinutes of path "${rate.path}"`, rate.requestsPerFiveMinutes),
    ),
    ...(twice === undefined
      ? []
      : [`pathRates must name each path once, got "${twice}" twice; keep the lower rate`]),
    ...(long === undefined
      ? []
      : [
          `a path of pathRates must have at most ${longestPath} characters, got ${long.length}; shorten it, as it means all that begins with it`,
        ]),
  ];
}

function rateFault(argument: string, rate: number): string[] {
  return rangeFaults(argument, rate, leastRate, mostRate).map(
    (fault) => `${fault}; WAF counts no finer`,
  );
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
function originHeaderFaults(args: WebAclArgs): string[] {
  if (args.scope !== "REGIONAL" || args.originHeader === undefined) return [];
  const { name } = args.originHeader;
  return /^(?!x-amz-|x-edge-)[a-z0-9-]{1,64}$/i.test(name)
    ? []
    : [
        `originHeader.name must be letters, digits and hyphens, not beginning with x-amz- or x-edge-, which CloudFront keeps for itself, got "${name}"; rename it, such as to x-origin-token`,
      ];
}

function countedFaults({ countedRules = {}, botControl }: WebAclArgs): string[] {
  const group = "AWSManagedRulesBotControlRuleSet";
  return countedRules[group] !== undefined && botControl === undefined
    ? [
        `countedRules names ${group}, which the web ACL does not hold, got botControl undefined; set botControl or leave the group out`,
      ]
    : [];
}
