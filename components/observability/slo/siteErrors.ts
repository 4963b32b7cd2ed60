/** What can go wrong with a distribution. */
import type * as pulumi from "@pulumi/pulumi";
import type { Signals } from "../watched";
import { metricPlan } from "./alarmPlan";
import { metricLine, metricQuery, type ResourceMetric } from "./resourceMetric";

/** Share of the requests, in percent, that may be answered with 500 or above. */
const mostPercent = 5;

/**
 * Answers of 500 and above at the edge, whoever made them: CloudFront itself, the bucket or the API.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function siteSignals(name: string, distributionId: pulumi.Input<string>): Signals {
  const metric = (metricName: string, stat: string): ResourceMetric => ({
    namespace: "AWS/CloudFront",
    metricName,
    dimensions: { DistributionId: distributionId, Region: "Global" },
    stat,
  });
  const errors = metric("5xxErrorRate", "Average");
  return {
    plans: [
      metricPlan({
        word: "site-errors",
        description: `more than ${mostPercent} % of the requests to the site failed, in 3 minutes of 5`,
        section: "site-errors",
        threshold: mostPercent,
        periods: { of: 5, bad: 3 },
        query: metricQuery("errors", errors),
      }),
    ],
    lines: [
      metricLine(metric("Requests", "Sum"), `${name}: requests`),
      metricLine(errors, `${name}: failed (%)`, true),
    ],
  };
}
