/** Lambda functions as the state declares them. */
import { z } from "zod";
import { zipSync } from "fflate";
import { type Files, type StateArchive, archiveSchema } from "../state/assets";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError } from "../types";
import { matchesPattern } from "../wildcard";

const functionSchema = z.object({
  name: z.string(),
  arn: z.string(),
  role: z.string(),
  code: archiveSchema.optional(),
  handler: z.string().optional(),
  runtime: z.string().optional(),
  packageType: z.string().default("Zip"),
  timeout: z.number().default(3),
  memorySize: z.number().default(128),
  environment: z
    .object({ variables: z.record(z.string(), z.string()).default({}) })
    .default({ variables: {} }),
  vpcConfig: z
    .object({
      subnetIds: z.array(z.string()).default([]),
      securityGroupIds: z.array(z.string()).default([]),
    })
    .default({ subnetIds: [], securityGroupIds: [] }),
});
const permissionSchema = z.object({
  function: z.string(),
  action: z.string(),
  principal: z.string(),
  sourceArn: z.string().optional(),
  qualifier: z.string().optional(),
});

export interface LambdaFunction {
  readonly urn: string;
  /** What people call the service. */
  readonly displayName: string;
  /** Name in the Lambda API. */
  readonly name: string;
  readonly arn: string;
  readonly role: string;
  readonly code: StateArchive;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Where it is in the VPC; empty for a function outside of it. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}
export type LambdaPermission = z.infer<typeof permissionSchema>;

export function readFunctions(stack: DeployedStack): LambdaFunction[] {
  const found = stack.ofType("aws:lambda/function:Function", functionSchema);
  return found.map(({ urn, displayName: shared, properties }) => {
    // Several of one service, such as the checks of its releases, are told apart by their own names.
    const isAlone = found.filter((other) => other.displayName === shared).length === 1;
    const displayName = isAlone ? shared : (urn.split("::").at(-1) ?? shared);
    const { code, handler, runtime, packageType, timeout, memorySize, environment } = properties;
    if (packageType !== "Zip" || code === undefined) {
      throw new CloudError(
        `Function ${properties.name} has no code archive in the state (package type ${packageType}). ` +
          "The sandbox runs functions from an asset or file archive; image and S3 packages are not run.",
      );
    }
    if (runtime?.startsWith("nodejs") !== true || handler === undefined) {
      throw new CloudError(
        `Function ${properties.name} has runtime ${runtime ?? "(none)"}; the sandbox runs nodejs* ` +
          "functions with a handler. Use one of those, or leave the function out of this stack.",
      );
    }
    const { name, arn, role } = properties;
    const { variables } = environment;
    const limits = { timeoutSeconds: timeout, memoryMiB: memorySize };
    const place = properties.vpcConfig;
    const what = { urn, displayName, name, arn, role };
    return { ...what, code, handler, runtime, variables, ...limits, ...place };
  });
}

export function readPermissions(stack: DeployedStack): LambdaPermission[] {
  return stack
    .ofType("aws:lambda/permission:Permission", permissionSchema)
    .map(({ properties }) => properties);
}

/** A function ARN without its version or alias. */
export function unqualifiedArn(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}

/** Last part of a function ARN with a version or alias; undefined without. */
export function qualifierOf(arn: string): string | undefined {
  return arn.split(":")[7];
}

/** Who wants to invoke a function, in whose name. */
interface Invoker {
  readonly principal: string;
  readonly functionArn: string;
  /** Whether a permission's source is the invoker's own. */
  isSource(sourceArn: string): boolean;
}

function mayInvoke(permissions: readonly LambdaPermission[], invoker: Invoker): boolean {
  const arn = unqualifiedArn(invoker.functionArn);
  const name = arn.split(":")[6];
  const qualifier = qualifierOf(invoker.functionArn);
  return permissions.some(
    (permission) =>
      permission.principal === invoker.principal &&
      (permission.action === "lambda:InvokeFunction" || permission.action === "lambda:*") &&
      (unqualifiedArn(permission.function) === arn || permission.function === name) &&
      permission.qualifier === qualifier &&
      (permission.sourceArn === undefined || invoker.isSource(permission.sourceArn)),
  );
}

/** Whether the load balancer may invoke a function for a target group, by its resource policy. */
export function mayBalancerInvoke(
  permissions: readonly LambdaPermission[],
  target: { readonly functionArn: string; readonly targetGroupArn: string },
): boolean {
  return mayInvoke(permissions, {
    principal: "elasticloadbalancing.amazonaws.com",
    functionArn: target.functionArn,
    isSource: (sourceArn) => sourceArn === target.targetGroupArn,
  });
}

/** Whether an API may invoke a function for a stage, method and path, by its resource policy. */
export function mayApiInvoke(
  permissions: readonly LambdaPermission[],
  target: { readonly functionArn: string; readonly sourceArn: string },
): boolean {
  return mayInvoke(permissions, {
    principal: "apigateway.amazonaws.com",
    functionArn: target.functionArn,
    isSource: (pattern) => matchesPattern(pattern, target.sourceArn),
  });
}

/** Whether an AWS service may invoke a function for a topic or rule, by its resource policy. */
export function mayServiceInvoke(
  permissions: readonly LambdaPermission[],
  {
    principal,
    functionArn,
    sourceArn,
  }: { readonly principal: string; readonly functionArn: string; readonly sourceArn: string },
): boolean {
  return mayInvoke(permissions, {
    principal,
    functionArn,
    isSource: (pattern) => matchesPattern(pattern, sourceArn),
  });
}

// A fixed date makes the same files the same bytes, so that unchanged code is recognised by its hash.
const ZIP_DATE = new Date("2000-01-01T00:00:00Z");

/** A deployment package whose bytes depend on names and contents only. */
export function zipFiles(files: Files): Uint8Array {
  const sorted = [...files].sort(([left], [right]) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { mtime: ZIP_DATE, level: 1 });
}
