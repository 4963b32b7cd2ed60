/** The rules of a web ACL, as plain values in the order in which WAF tries them. */
import type * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { pathName } from "../../internal/edgePaths";
import type { OriginHeader, PathRate, SenderAddress, WebAclArgs } from "../webAcl";

/**
 * AWS's managed groups:
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const addressGroup = "AWSManagedRulesAmazonIpReputationList" as const;
const contentGroups = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
] as const;
const botGroup = "AWSManagedRulesBotControlRuleSet" as const;

/** A managed group that an ACL may hold. */
export type ManagedGroup = typeof addressGroup | (typeof contentGroups)[number] | typeof botGroup;

/** Requests that one address may send in five minutes when nothing else is said. */
const defaultRate = 2000;

export function visibility(metricName: string): wafv2.WebAclArgs["visibilityConfig"] {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

/** Where senders' addresses are found, or undefined where they are not. */
export function senderAddressOf(args: WebAclArgs): SenderAddress | undefined {
  return args.scope === "CLOUDFRONT" ? { kind: "connection" } : args.senderAddress;
}

/** Cheap decisions first, by header and address, then inspection of the request; dear Bot Control sees the rest. */
export function rulesOf(args: WebAclArgs): wafv2.WebAclArgs["rules"] {
  const from = senderAddressOf(args);
  const header = args.scope === "REGIONAL" ? args.originHeader : undefined;
  const groups: ManagedGroup[] = [
    ...(from?.kind === "connection" ? [addressGroup] : []),
    ...contentGroups,
    ...(args.botControl === undefined ? [] : [botGroup]),
  ];
  const rules = [
    ...(header === undefined ? [] : [originHeaderRule(header)]),
    ...(from === undefined ? [] : rateRules(from, args)),
    ...groups.map((group) => managedRule(group, args)),
  ];
  return rules.map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visibility(rule.name),
  }));
}

/** Blocks what lacks the header, or has another value in it. */
function originHeaderRule({ name, value }: OriginHeader) {
  const byteMatchStatement = {
    fieldToMatch: { singleHeader: { name: name.toLowerCase() } },
    positionalConstraint: "EXACTLY",
    searchString: pulumi.secret(value),
    textTransformations: [{ priority: 0, type: "NONE" }],
  };
  return {
    name: "origin-header",
    action: { block: {} },
    statement: { notStatement: { statement: { byteMatchStatement } } },
  };
}

function rateRules(from: SenderAddress, args: WebAclArgs) {
  const { requestsPerFiveMinutes = defaultRate, pathRates = [] } = args;
  return [
    rateRule("rate-per-address", from, { requestsPerFiveMinutes }),
    ...pathRates.map((rate) => rateRule(`rate-${pathName(rate.path)}`, from, rate)),
  ];
}

function rateRule(
  name: string,
  from: SenderAddress,
  { requestsPerFiveMinutes, path }: Partial<PathRate> & Pick<PathRate, "requestsPerFiveMinutes">,
) {
  return {
    name,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        limit: requestsPerFiveMinutes,
        ...aggregation(from),
        ...(path === undefined ? {} : { scopeDownStatement: pathBegins(path) }),
      },
    },
  };
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html */
function aggregation(from: SenderAddress) {
  if (from.kind === "connection") return { aggregateKeyType: "IP" };
  return {
    aggregateKeyType: "FORWARDED_IP",
    // What is no address was not written by a proxy, and gets no further.
    forwardedIpConfig: { headerName: from.name ?? "X-Forwarded-For", fallbackBehavior: "MATCH" },
  };
}

/** Decoded and without `//` and `/../` first, so that another spelling of the path counts too. */
function pathBegins(path: string) {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "STARTS_WITH",
      searchString: path,
      textTransformations: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}

function managedRule(name: ManagedGroup, { countedRules = {}, botControl }: WebAclArgs) {
  const counted = countedRules[name] ?? [];
  const botControlConfig = {
    awsManagedRulesBotControlRuleSet: { inspectionLevel: botControl?.toUpperCase() ?? "COMMON" },
  };
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(name === botGroup ? { managedRuleGroupConfigs: [botControlConfig] } : {}),
        ...(counted.length === 0
          ? {}
          : {
              ruleActionOverrides: counted.map((rule) => ({
                name: rule,
                actionToUse: { count: {} },
              })),
            }),
      },
    },
  };
}
