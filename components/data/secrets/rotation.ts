/** Who changes a secret, and how often. */
import * as lambda from "@pulumi/aws/lambda";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import type * as pulumi from "@pulumi/pulumi";
import { rangeFaults } from "../../internal/serviceFaults";

/** A function that rotates a secret, such as a FunctionService. */
export interface Rotator {
  readonly functionName: pulumi.Output<string>;
  /** ARN of the alias that is called. */
  readonly aliasArn: pulumi.Output<string>;
}

interface Schedule {
  /** Days from one rotation to the next, 1 to 90. @default 30 */
  readonly everyDays?: number;
  /** Hours of the day, from midnight UTC, in which a rotation may happen, 1 to 24. @default the whole day */
  readonly windowHours?: number;
  /** Rotates as soon as this is deployed, too. @default true */
  readonly atOnce?: boolean;
}

export type SecretRotation = Schedule &
  (
    | {
        /** A function of yours changes the secret and what it opens. */
        readonly kind: "function";
        readonly rotator: Rotator;
      }
    | {
        /** Secrets Manager changes it at the partner that the secret names. */
        readonly kind: "partner";
        /** Role by which Secrets Manager does so. */
        readonly roleArn: pulumi.Input<string>;
        /** What the partner asks for, by key. */
        readonly metadata: Readonly<Record<string, pulumi.Input<string>>>;
      }
  );

const defaultDays = 30;

export function rotationFaults(
  rotation: SecretRotation,
  { partner, isRotated }: { readonly partner: string | undefined; readonly isRotated: boolean },
): string[] {
  const { kind, everyDays = defaultDays, windowHours = 24 } = rotation;
  return [
    ...rangeFaults("rotate everyDays", everyDays, 1, 90),
    ...rangeFaults("rotate windowHours", windowHours, 1, 24),
    ...(isRotated
      ? ["rotate may be called once, got a second call; a secret has one rotation, so remove one"]
      : []),
    ...(kind === "partner" && partner === undefined
      ? [
          'rotate with kind "partner" needs argument partner, got none; name the partner, or rotate by a function',
        ]
      : []),
    ...(kind === "function" && partner !== undefined
      ? [
          `rotate must be of kind "partner" for a secret of ${partner}, got "function"; leave partner out, or have Secrets Manager rotate`,
        ]
      : []),
  ];
}

export function createRotation(
  name: string,
  secretArn: pulumi.Output<string>,
  rotation: SecretRotation,
  opts: pulumi.CustomResourceOptions,
): void {
  const schedule = scheduleOf(rotation);
  if (rotation.kind === "partner") {
    new secretsmanager.SecretRotation(
      `${name}-rotation`,
      {
        secretId: secretArn,
        ...schedule,
        externalSecretRotationRoleArn: rotation.roleArn,
        externalSecretRotationMetadatas: Object.entries(rotation.metadata).map(([key, value]) => ({
          key,
          value,
        })),
      },
      opts,
    );
    return;
  }
  const { aliasArn } = rotation.rotator;
  const permission = allowRotation(name, secretArn, rotation.rotator, opts);
  new secretsmanager.SecretRotation(
    `${name}-rotation`,
    { secretId: secretArn, ...schedule, rotationLambdaArn: aliasArn },
    // Secrets Manager tries the function when it is told of it.
    { ...opts, dependsOn: permission },
  );
}

function scheduleOf({
  everyDays = defaultDays,
  windowHours,
  atOnce,
}: Schedule): Pick<secretsmanager.SecretRotationArgs, "rotationRules" | "rotateImmediately"> {
  return {
    rotationRules: {
      automaticallyAfterDays: everyDays,
      ...(windowHours === undefined ? {} : { duration: `${windowHours}h` }),
    },
    ...(atOnce === undefined ? {} : { rotateImmediately: atOnce }),
  };
}

/** Lets Secrets Manager call the function's alias, for this secret alone. */
function allowRotation(
  name: string,
  secretArn: pulumi.Output<string>,
  { functionName, aliasArn }: Rotator,
  opts: pulumi.CustomResourceOptions,
): lambda.Permission {
  return new lambda.Permission(
    `${name}-rotation-permission`,
    {
      action: "lambda:InvokeFunction",
      function: functionName,
      // arn:aws:lambda:<region>:<account>:function:<name>:<alias>
      qualifier: aliasArn.apply((arn) => arn.split(":").slice(7).join(":")),
      principal: "secretsmanager.amazonaws.com",
      sourceArn: secretArn,
    },
    opts,
  );
}
