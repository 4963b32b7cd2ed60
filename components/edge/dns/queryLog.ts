/** The log of every query that a public hosted zone answers. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { writeLogs } from "../../internal/permissions/logs";
import { policyDocument } from "../../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../../observability/logGroup";

/** Route 53 writes query logs to this region only, and reads DNSSEC keys from there alone. */
export const dnsRegion = "us-east-1";

export interface QueryLogArgs {
  readonly zone: route53.Zone;
  readonly domainName: string;
  readonly accountId: pulumi.Input<string>;
  readonly logs: LogSettings;
}

/**
 * Log group, the policy that lets Route 53 write to it for this zone, and the switch:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export function createQueryLog(
  name: string,
  { zone, domainName, accountId, logs }: QueryLogArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  const group = createLogGroup(
    `${name}-queries`,
    logs,
    { region: dnsRegion, groupName: `/aws/route53/${domainName}` },
    opts,
  );
  const policy = new cloudwatch.LogResourcePolicy(
    `${name}-queries-policy`,
    {
      region: dnsRegion,
      policyName: `route53-query-log-${domainName}`,
      policyDocument: policyDocument([
        {
          sid: "Route53WritesQueries",
          principals: { Service: "route53.amazonaws.com" },
          actions: writeLogs,
          resources: [pulumi.interpolate`${group.arn}:*`],
          conditions: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": zone.arn },
          },
        },
      ]),
    },
    opts,
  );
  new route53.QueryLog(
    `${name}-query-log`,
    { zoneId: zone.zoneId, cloudwatchLogGroupArn: group.arn },
    { ...opts, dependsOn: policy },
  );
  return group;
}
