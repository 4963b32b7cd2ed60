import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../internal/objects";
import type { ApiKeys } from "./args";

/** One plan with one key for each entry. Returns the keys' values, which are secrets. */
export function createUsagePlans(
  name: string,
  apiKeys: ApiKeys | undefined,
  target: { readonly apiId: pulumi.Output<string>; readonly stage: apigateway.Stage },
  opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Output<string>> {
  return mapValues(apiKeys?.plans ?? {}, (planName, { requestsPerSecond, quota }) => {
    const plan = new apigateway.UsagePlan(
      `${name}-plan-${planName}`,
      {
        apiStages: [{ apiId: target.apiId, stage: target.stage.stageName }],
        throttleSettings: { rateLimit: requestsPerSecond, burstLimit: requestsPerSecond },
        ...(quota === undefined
          ? {}
          : { quotaSettings: { limit: quota.requests, period: quota.per } }),
      },
      opts,
    );
    const key = new apigateway.ApiKey(
      `${name}-key-${planName}`,
      { description: `Usage plan ${planName}` },
      opts,
    );
    new apigateway.UsagePlanKey(
      `${name}-plan-key-${planName}`,
      { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
      opts,
    );
    return pulumi.secret(key.value);
  });
}
