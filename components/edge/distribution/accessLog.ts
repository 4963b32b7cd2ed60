import type * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { LogBucket } from "../../data/logBucket";

/**
 * Standard logging v2, which needs no ACL on the bucket; its resources live in us-east-1.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function createAccessLog(
  name: string,
  distribution: cloudfront.Distribution,
  accessLogs: LogBucket,
  opts: pulumi.CustomResourceOptions,
): void {
  const region = "us-east-1";
  const source = new cloudwatch.LogDeliverySource(
    `${name}-log-source`,
    { region, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
    opts,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-log-destination`,
    {
      region,
      outputFormat: "json",
      deliveryDestinationConfiguration: {
        destinationResourceArn: pulumi.interpolate`${accessLogs.arn}/cloudfront`,
      },
    },
    { ...opts, dependsOn: accessLogs.ready },
  );
  new cloudwatch.LogDelivery(
    `${name}-log-delivery`,
    { region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
    opts,
  );
}
