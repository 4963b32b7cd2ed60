/**
 * The front door: everything that enters the program is checked here, and all faults are reported
 * together. Only this file calls `pulumi.Config`.
 */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { retentionDays } from "./components/observability/logGroup";
import type { ResourceDefinition, ServiceDefinition } from "./services/contract";
import { definitionFaults } from "./services/validate";

const fargateRuntime = z.strictObject({
  kind: z.literal("fargate"),
  cpu: z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]),
  memoryMiB: z.int().min(512),
});
const lambdaRuntime = z.strictObject({
  kind: z.literal("lambda"),
  memoryMiB: z.int().min(128).max(10240),
  timeoutSeconds: z.int().min(1).max(900).optional(),
});
const serviceOverride = z.strictObject({
  runtime: z.discriminatedUnion("kind", [fargateRuntime, lambdaRuntime]).optional(),
  scale: z
    .strictObject({
      min: z.int().min(1).optional(),
      max: z.int().min(1).optional(),
      cpuPercent: z.int().min(10).max(90).optional(),
    })
    .optional(),
});

const domainName = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    message: "a lower-case domain name such as shop.example.com",
  });

const settingsSchema = z.strictObject({
  /** Domain that the site answers on. */
  domain: domainName,
  /** Route 53 hosted zone that holds the domain. */
  hostedZoneId: z.string().regex(/^Z[A-Z0-9]{1,31}$/, {
    message: "a Route 53 hosted zone id: Z followed by capital letters and digits",
  }),
  /** Zones to spread over, and how private subnets reach the internet. */
  network: z
    .strictObject({
      zones: z.literal([2, 3]).default(2),
      nat: z.enum(["none", "single", "perZone"]).default("single"),
    })
    .prefault({}),
  /** Days that logs are kept. */
  logRetentionDays: z.literal(retentionDays).default(30),
  /** Refuses to delete what holds state. */
  protect: z.boolean().default(true),
  /** Writes the seed items of the tables. */
  seedData: z.boolean().default(false),
  priceClass: z
    .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
    .default("PriceClass_100"),
  /** What a stack changes in a service's definition, by the service's name. */
  services: z.record(z.string(), serviceOverride).default({}),
});

/** The settings of one stack, complete and valid. */
export interface Settings extends Omit<z.infer<typeof settingsSchema>, "services"> {
  readonly region: string;
  /** The registry with this stack's overrides applied. */
  readonly services: readonly ServiceDefinition[];
}

export interface SettingsSource {
  readonly project: string;
  readonly stack: string;
  /** All configuration of the stack, keys with their namespace, values as Pulumi keeps them. */
  readonly values: Readonly<Record<string, string>>;
}

/** Reads the running stack's settings. */
export function loadSettings(
  services: readonly ServiceDefinition[],
  resources: Readonly<Record<string, ResourceDefinition>>,
): Settings {
  const source = {
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    values: pulumi.runtime.allConfig(),
  };
  return parseSettings(source, services, resources);
}

/** Checks everything and throws one error that lists every fault. */
export function parseSettings(
  source: SettingsSource,
  services: readonly ServiceDefinition[],
  resources: Readonly<Record<string, ResourceDefinition>>,
): Settings {
  const values = ownValues(source);
  const parsed = settingsSchema.safeParse(values, { reportInput: true });
  const region = source.values["aws:region"];
  const faults = [
    ...(region ? [] : [`aws:region: got nothing, expected an AWS region such as eu-west-1`]),
    ...(parsed.error?.issues.flatMap((issue) => describe(issue, source.project)) ?? []),
    ...unknownServices(values["services"], services, source.project),
    ...definitionFaults(services, resources),
  ];
  if (!parsed.success || region === undefined || faults.length > 0) {
    const list = faults.map((fault) => `  - ${fault}`).join("\n");
    throw new pulumi.RunError(
      `Stack "${source.stack}" has ${faults.length === 1 ? "a fault" : `${faults.length} faults`} in its configuration or service definitions:\n${list}\nCorrect Pulumi.${source.stack}.yaml, or the file named above.`,
    );
  }
  const { services: overrides, ...settings } = parsed.data;
  return { ...settings, region, services: services.map((one) => override(one, overrides)) };
}

function override(
  service: ServiceDefinition,
  overrides: z.infer<typeof settingsSchema>["services"],
): ServiceDefinition {
  const change = overrides[service.name];
  return change === undefined
    ? service
    : {
        ...service,
        runtime: change.runtime ?? service.runtime,
        scale: { ...service.scale, ...change.scale },
      };
}

/** The project's own keys without their namespace; Pulumi keeps structured values as JSON text. */
function ownValues({ project, values }: SettingsSource): Record<string, unknown> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), parseValue(value)]),
  );
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Works on what was written, so that these faults are told together with those of the schema. */
function unknownServices(
  overrides: unknown,
  services: readonly ServiceDefinition[],
  project: string,
): string[] {
  if (typeof overrides !== "object" || overrides === null || Array.isArray(overrides)) return [];
  const known = services.map((service) => service.name);
  return Object.keys(overrides)
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `${project}:services.${name}: no service of that name, expected one of ${known.join(", ")}`,
    );
}

type Issue = z.core.$ZodIssue;

/** Key, value and what is accepted, for one thing that the schema refused. */
function describe(issue: Issue, project: string): string[] {
  const key = `${project}:${issue.path.map(String).join(".")}`;
  const got = issue.input === undefined ? "nothing" : JSON.stringify(issue.input);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(issue.path).join(", ");
      const parent = issue.path.length === 0 ? `${project}:` : `${key}.`;
      return issue.keys.map((name) => `${parent}${name}: unknown key, expected one of ${known}`);
    }
    case "invalid_value":
      return [`${key}: got ${got}, expected one of ${issue.values.map(String).join(", ")}`];
    case "invalid_type":
      return [
        `${key}: got ${got}, expected ${issue.expected === "int" ? "a whole number" : `a value of type ${issue.expected}`}`,
      ];
    case "too_small":
      return [`${key}: got ${got}, expected at least ${String(issue.minimum)}`];
    case "too_big":
      return [`${key}: got ${got}, expected at most ${String(issue.maximum)}`];
    case "invalid_union":
      return [`${key}: got ${got}, expected kind to be fargate or lambda`];
    default:
      return [`${key}: got ${got}, expected ${issue.message}`];
  }
}

/** Keys that the schema accepts at a path. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  const [first, , third] = path.map(String);
  if (first === undefined) return Object.keys(settingsSchema.shape);
  if (first === "network") return ["zones", "nat"];
  if (third === "runtime") return ["kind", "cpu", "memoryMiB", "timeoutSeconds"];
  if (third === "scale") return ["min", "max", "cpuPercent"];
  return ["runtime", "scale"];
}
