import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { writeApiLogs } from "../../internal/permissions/logs";
import { createServiceRole } from "../../internal/policyDocument";

/**
 * The role by which API Gateway writes the logs of every REST API of the account in this region. It is
 * one setting for all stacks there, so neither it nor the role goes when this stack goes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function createAccountLogRole(
  name: string,
  { region, accountId }: { readonly region: string; readonly accountId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const kept = { ...opts, retainOnDelete: true };
  const role = createServiceRole(
    `${name}-log-role`,
    {
      service: "apigateway.amazonaws.com",
      description: "Lets API Gateway write the logs of REST APIs",
      statements: [
        {
          sid: "WriteLogs",
          actions: writeApiLogs,
          // Any log group: the setting serves APIs that are not there yet, and access logs are named freely.
          resources: [pulumi.interpolate`arn:aws:logs:${region}:${accountId}:*`],
        },
      ],
    },
    kept,
  );
  return new apigateway.Account(`${name}-account`, { cloudwatchRoleArn: role.arn }, kept);
}
