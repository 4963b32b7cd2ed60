/** A valid distribution for the tests that change one thing about it. */
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../../../components/edge/certificate";
import { Distribution, type DistributionArgs } from "../../../components/edge/distribution";
import type { ApiOrigin } from "../../../components/edge/ingress";
import { StaticSite } from "../../../components/edge/staticSite";
import { WebAcl } from "../../../components/edge/webAcl";
import type { Route } from "../../../services/contract";
import { domain, logBucket, logSettings } from "../../helpers/components";
import { accountId, find, type Registration } from "../../helpers/recordingMocks";

/** The site's folder, for the workspace of a test. */
export const siteFiles = { "site/index.html": "" };

/** Everything that `Distribution` asks for. */
export function distributionArgs(): DistributionArgs {
  const logs = logSettings();
  const accessLogs = logBucket();
  return {
    ...domain,
    prefix: "shop-test",
    accessLogs,
    site: new StaticSite("web", { directory: "site", accountId, accessLogs }),
    api: vpcApi(),
    certificate: new Certificate("edge-certificate", { ...domain, region: "us-east-1" }),
    webAcl: new WebAcl("edge-firewall", { scope: "CLOUDFRONT", logName: "shop-test", logs }),
  };
}

/** The origin that a load balancer is. */
function vpcApi(): ApiOrigin {
  return {
    kind: "vpc",
    arn: pulumi.output("arn:mock:api-alb"),
    domainName: pulumi.output("api-alb.elb.amazonaws.com"),
  };
}

export function createDistribution(more: Partial<DistributionArgs> = {}): Distribution {
  return new Distribution("edge", { ...distributionArgs(), ...more });
}

/** The origin that an API Gateway is. */
export function publicApi(): ApiOrigin {
  return {
    kind: "public",
    domainName: pulumi.output("api.execute-api.eu-west-1.amazonaws.com"),
    path: pulumi.output("/live"),
    secretHeader: { name: "x-origin-secret", value: pulumi.output("s3cret") },
  };
}

export function open(path: Route["path"], cacheSeconds?: number): Route {
  return { path, auth: "public", ...(cacheSeconds === undefined ? {} : { cacheSeconds }) };
}

export interface Behavior {
  readonly pathPattern: string;
  readonly targetOriginId: string;
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
}

/** Inputs of the distribution, as far as the tests read them. */
export function cdnInputs(registrations: readonly Registration[]) {
  const { inputs } = find(registrations, "aws:cloudfront/distribution:Distribution");
  return inputs as {
    readonly aliases: readonly string[];
    readonly origins: readonly Readonly<Record<string, unknown>>[];
    readonly originGroups?: unknown;
    readonly defaultCacheBehavior: Behavior;
    readonly orderedCacheBehaviors: readonly Behavior[];
    readonly customErrorResponses: readonly Readonly<Record<string, unknown>>[];
    readonly priceClass: string;
  };
}
