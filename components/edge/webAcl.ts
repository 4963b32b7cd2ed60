import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { createLogGroup, type LogSettings } from "../observability/logGroup";

interface CommonArgs {
  /** Name that tells the ACL's log group and metrics from those of other stacks, such as `shop-dev`. */
  readonly logName: string;
  readonly logs: LogSettings;
}

/** In front of CloudFront, where requests still come from the viewers' own addresses. */
export interface EdgeWebAclArgs extends CommonArgs {
  readonly scope: "CLOUDFRONT";
  /** Requests that one address may send in five minutes before it is blocked. @default 2000 */
  readonly requestsPerFiveMinutes?: number;
}

/**
 * In front of a load balancer or API behind CloudFront. All requests come from CloudFront's addresses
 * there, so nothing is decided by address: a rate rule would block everybody behind one edge location.
 */
export interface RegionalWebAclArgs extends CommonArgs {
  readonly scope: "REGIONAL";
}

export type WebAclArgs = EdgeWebAclArgs | RegionalWebAclArgs;

/**
 * AWS's managed groups:
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const addressGroups = ["AWSManagedRulesAmazonIpReputationList"] as const;
const contentGroups = [
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
] as const;

/** Headers that may carry credentials and stay out of the log. */
const redactedHeaders = ["authorization", "cookie"] as const;

/** An AWS WAF web ACL with AWS's managed rule groups, a rate rule at the edge, and a log without credentials. */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:WebAcl", name, {}, opts);
    // CloudFront's web ACLs live in us-east-1, whatever the stack's region.
    const region = args.scope === "CLOUDFRONT" ? { region: "us-east-1" } : {};

    const acl = new wafv2.WebAcl(
      `${name}-acl`,
      {
        ...region,
        scope: args.scope,
        defaultAction: { allow: {} },
        rules: rulesFor(args),
        // The name is the metrics' dimension WebACL; a shared one would add up the stacks of an account.
        // https://docs.aws.amazon.com/waf/latest/APIReference/API_VisibilityConfig.html
        visibilityConfig: visibility(`${args.logName}-${name}`),
      },
      { parent: this },
    );
    const logGroup = createLogGroup(
      `${name}-logs`,
      args.logs,
      // WAF delivers only to log groups with this prefix:
      // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      { ...region, groupName: `aws-waf-logs-${args.logName}-${name}` },
      { parent: this },
    );
    new wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        ...region,
        resourceArn: acl.arn,
        logDestinationConfigs: [logGroup.arn],
        redactedFields: redactedHeaders.map((header) => ({ singleHeader: { name: header } })),
      },
      { parent: this },
    );

    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function visibility(metricName: string): wafv2.WebAclArgs["visibilityConfig"] {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

/** Cheap decisions by address first, then inspection of the request. */
function rulesFor(args: WebAclArgs): wafv2.WebAclArgs["rules"] {
  return args.scope === "REGIONAL"
    ? contentGroups.map(managedRule)
    : [
        rateRule(args.requestsPerFiveMinutes ?? 2000),
        ...[...addressGroups, ...contentGroups].map((group, index) =>
          managedRule(group, index + 1),
        ),
      ];
}

function rateRule(limit: number) {
  return {
    name: "rate-per-address",
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP" } },
    visibilityConfig: visibility("rate-per-address"),
  };
}

function managedRule(group: string, priority: number) {
  return {
    name: group,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
    visibilityConfig: visibility(group),
  };
}
