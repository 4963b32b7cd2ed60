import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { createLogGroup, type LogSettings } from "../observability/logGroup";
import { webAclFault } from "./webAcl/faults";
import { type ManagedGroup, rulesOf, visibility } from "./webAcl/rules";

/** How many requests one address may send below a path. */
export interface PathRate {
  /** Beginning of the path as it arrives here: with `/api` in front of CloudFront, without it behind. */
  readonly path: `/${string}`;
  /** Requests of one address in five minutes, 10 to 2,000,000,000, beyond which it gets 429. */
  readonly requestsPerFiveMinutes: number;
}

interface CommonArgs {
  /** Name that tells the ACL's log group and metrics from those of other stacks, such as `shop-dev`. */
  readonly logName: string;
  readonly logs: LogSettings;
  /**
   * Requests that one address may send in five minutes, 10 to 2,000,000,000, before it gets 429.
   * @default 2000; no such rule where requests do not come from their senders' addresses
   */
  readonly requestsPerFiveMinutes?: number;
  /** Lower rates for paths that attackers like, such as a sign-in. @default none */
  readonly pathRates?: readonly PathRate[];
  /**
   * AWS's Bot Control: `common` knows bots that name themselves, `targeted` also those that hide. Costs
   * 10 USD a month, and 1 USD (`common`) or 10 USD (`targeted`) per million requests that get this far.
   * @default no Bot Control
   */
  readonly botControl?: "common" | "targeted";
  /**
   * Rules of AWS's groups that count what they match and let it pass, such as `SizeRestrictions_BODY` of
   * the common group where bodies are larger than 8 KB. @default every rule acts as AWS intends
   */
  readonly countedRules?: Readonly<Partial<Record<ManagedGroup, readonly string[]>>>;
  /**
   * Requests that the log keeps. Those that pass are in the access logs of what is behind the ACL, and
   * keeping them here too costs 0.50 USD per GB. @default "notable": blocked, counted or challenged
   */
  readonly logged?: "notable" | "all";
  /** Headers that the log shows without their value, besides `authorization` and `cookie`. @default none */
  readonly redactedHeaders?: readonly string[];
}

/** In front of CloudFront, where requests still come from the viewers' own addresses. */
export interface EdgeWebAclArgs extends CommonArgs {
  readonly scope: "CLOUDFRONT";
}

/** A header that only CloudFront knows to send. */
export interface OriginHeader {
  readonly name: string;
  /** A secret. */
  readonly value: pulumi.Input<string>;
}

/** Where a regional ACL finds the address that a request was sent from. */
export type SenderAddress =
  /** The connection's: for what stands on the internet by itself. */
  | { readonly kind: "connection" }
  /** The first address in a header. Senders can forge it, so it sorts out the clumsy ones only. */
  | {
      readonly kind: "header";
      /** @default "X-Forwarded-For" */
      readonly name?: string;
    };

/** In front of a load balancer or a stage of an API. */
export interface RegionalWebAclArgs extends CommonArgs {
  readonly scope: "REGIONAL";
  /**
   * What counts as a sender's address. @default nothing: behind CloudFront all requests come from its
   * addresses, and a rate rule would block everybody behind one edge location
   */
  readonly senderAddress?: SenderAddress;
  /** Blocks requests without this header, so that only CloudFront gets through. @default none is asked for */
  readonly originHeader?: OriginHeader;
}

export type WebAclArgs = EdgeWebAclArgs | RegionalWebAclArgs;

/** Headers that may carry credentials and stay out of the log. */
const redactedHeaders = ["authorization", "cookie"] as const;

/** An AWS WAF web ACL with AWS's managed rule groups, rate rules at the edge, and a log without credentials. */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Log group that keeps the requests. */
  readonly logGroupName: pulumi.Output<string>;
  /** Whether the ACL is for CloudFront or for what is in a region. */
  readonly scope: WebAclArgs["scope"];

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:WebAcl", name, {}, opts);
    const fault = webAclFault(args);
    if (fault !== undefined) throw new ArgumentError("WebAcl", name, fault);
    // CloudFront's web ACLs live in us-east-1, whatever the stack's region.
    const region = args.scope === "CLOUDFRONT" ? { region: "us-east-1" } : {};

    const acl = new wafv2.WebAcl(
      `${name}-acl`,
      {
        ...region,
        scope: args.scope,
        defaultAction: { allow: {} },
        rules: rulesOf(args),
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
        redactedFields: headersToRedact(args).map((header) => ({ singleHeader: { name: header } })),
        ...(args.logged === "all" ? {} : { loggingFilter: notableOnly }),
      },
      { parent: this },
    );

    this.arn = acl.arn;
    this.logGroupName = logGroup.name;
    this.scope = args.scope;
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName, scope: this.scope });
  }
}

function headersToRedact(args: WebAclArgs): string[] {
  const secret = args.scope === "REGIONAL" && args.originHeader ? [args.originHeader.name] : [];
  const all = [...redactedHeaders, ...secret, ...(args.redactedHeaders ?? [])];
  return [...new Set(all.map((header) => header.toLowerCase()))];
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html */
const notableOnly = {
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: ["BLOCK", "COUNT", "CAPTCHA", "CHALLENGE"].map((action) => ({
        actionCondition: { action },
      })),
    },
  ],
};
