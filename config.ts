/**
 * The front door: everything that enters the program is checked here, and all faults are reported
 * together. Only this file calls `pulumi.Config`.
 */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { releaseFaults, sloFaults } from "./components/compute/release/releaseFaults";
import { resourceShapeFaults } from "./components/internal/resourceShape";
import { serviceFaults } from "./components/internal/serviceFaults";
import { serviceOverride } from "./components/internal/serviceSettings";
import { serviceShapeFaults } from "./components/internal/serviceShape";
import { dataTiers, type ResourceSettings } from "./components/internal/resourceSettings";
import { asWritten, mapping, settingFaults } from "./components/internal/settingFaults";
import { watchSettings } from "./components/internal/watchSettings";
import { acceptedRetentionDays } from "./components/observability/logGroup";
import { tracingFaults } from "./components/observability/trace/tracingFaults";
import type { TracingArgs } from "./components/observability/tracing";
import { checkResourceSettings } from "./components/resources/settings";
import type { ResourceDefinitions, ServiceDefinition } from "./services/contract";
import type { OpenApiDocument } from "./services/openapi/document";
import { readOpenApi } from "./services/openapi/read";
import { withOverride } from "./services/overrides";
import { definitionFaults } from "./services/validate";

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

const domainName = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    message: "a lower-case domain name such as shop.example.com",
  });

const imageReference = z.string().regex(/^(.+@)?sha256:[0-9a-f]{64}$/, {
  message: "a digest such as sha256:0123…, or a reference that ends with @ and one",
});

const httpsAddress = z.templateLiteral(["https://", z.string().min(1)], {
  error: "an address that starts with https://",
});

const settingsSchema = mapping({
  /** Domain that the site answers on. */
  domain: domainName,
  /** Route 53 hosted zone that holds the domain. */
  hostedZoneId: z.string().regex(/^Z[A-Z0-9]{1,31}$/, {
    message: "a Route 53 hosted zone id: Z followed by capital letters and digits",
  }),
  /** Zones to spread over, and how private subnets reach the internet. */
  network: mapping({
    zones: z.literal([2, 3]).default(2),
    nat: z.enum(["none", "single", "perZone"]).default("single"),
  }).prefault({}),
  /** What stands before the services: the shared load balancer, or an API Gateway with a cache and usage plans. */
  ingress: z.enum(["loadBalancer", "apiGateway"]).default("loadBalancer"),
  /** Instances that services on `ec2` run on; whatever is left out is as `InstanceCapacity` has it. */
  instances: mapping({
    instanceTypes: z.array(z.string()).min(1).optional(),
    min: z.int().min(0).optional(),
    max: z.int().min(1).optional(),
    spotPercent: z.int().min(0).max(100).optional(),
  }).prefault({}),
  /** The cluster of services on `eks`; whatever is left out is as `KubernetesCluster` has it. */
  kubernetes: mapping({
    nodes: z
      .enum(["autoMode", "fargate"])
      .transform((kind) => ({ kind }))
      .optional(),
    publicAccessCidrs: z.array(z.string()).optional(),
    privateAccessCidrs: z.array(z.string()).optional(),
    administrators: z.record(z.string(), z.string()).optional(),
  }).prefault({}),
  /** Who is told of alarms: mail addresses and HTTPS addresses, each of which has to confirm. */
  alarms: mapping({
    emails: z.array(z.email("a mail address")).optional(),
    endpoints: z.array(httpsAddress).optional(),
  }).prefault({}),
  /** How the stack and its account are watched. */
  ...watchSettings,
  /** Days that logs are kept. */
  logRetentionDays: z.literal(acceptedRetentionDays).default(30),
  /** Refuses to delete what holds state. */
  protect: z.boolean().default(true),
  /** Writes the seed items of the tables. */
  seedData: z.boolean().default(false),
  /** Size of what holds data: the smallest in one zone, or what outlives a zone. */
  dataTier: z.enum(dataTiers).default("resilient"),
  /** What a stack says of single databases and caches, by the resource's name. */
  resources: z.record(z.string(), z.unknown()).default({}),
  priceClass: z
    .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
    .default("PriceClass_100"),
  /**
   * Images that a pipeline built, by service: a digest in the service's own repository, or a whole
   * reference. A service that is not named is built from this checkout.
   */
  images: z.record(z.string(), imageReference).default({}),
  /** What a stack changes in a service's definition, by the service's name. */
  services: z.record(z.string(), serviceOverride).default({}),
});

/** The settings of one stack, complete and valid. */
export interface Settings extends Omit<z.infer<typeof settingsSchema>, "services"> {
  readonly region: string;
  /** The registry with this stack's overrides applied. */
  readonly services: readonly ServiceDefinition[];
  /** Sizes of what holds data, by the tier and by name. */
  readonly sizes: ResourceSettings;
  /** What the services answer, where an API checks requests by it. */
  readonly openApi?: OpenApiDocument;
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
  resources: ResourceDefinitions,
): Settings {
  const source = {
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    values: pulumi.runtime.allConfig(),
  };
  return parseSettings(source, services, resources);
}

/**
 * Checks everything and throws one error that lists every fault. Definitions that do not have the
 * contract's shape come first and alone, since nothing else can be judged by them.
 */
export function parseSettings(
  source: SettingsSource,
  services: readonly ServiceDefinition[],
  resources: ResourceDefinitions,
): Settings {
  const misshapen = [...resourceShapeFaults(resources), ...serviceShapeFaults(services)];
  if (misshapen.length > 0) throw faultyStack(source.stack, misshapen);
  const values = ownValues(source);
  const parsed = settingsSchema.safeParse(values, { reportInput: true });
  const region = source.values["aws:region"];
  const written = keysOf(values["services"]);
  const imaged = keysOf(values["images"]);
  const overridden = services.map((service) =>
    withOverride(service, parsed.data?.services[service.name]),
  );
  // An override that the schema refused cannot be applied, so that service's size is not judged.
  const judged = parsed.success
    ? overridden
    : services.filter(({ name }) => !written.includes(name));
  const description = describedBy(parsed.data?.ingress, services);
  const dataSizes = checkResourceSettings(values["resources"], resources, {
    tier: parsed.data?.dataTier ?? "resilient",
    project: source.project,
  });
  const faults = [
    ...(regionPattern.test(region ?? "")
      ? []
      : [`aws:region: got ${asWritten(region)}, expected an AWS region such as eu-west-1`]),
    ...misspelledNamespaces(source),
    ...(parsed.error?.issues.flatMap((issue) => settingFaults(issue, source.project)) ?? []),
    ...unknownServices("services", written, services, source.project),
    ...unknownServices("images", imaged, services, source.project),
    ...dataSizes.faults,
    ...definitionFaults(services, resources),
    ...("fault" in description ? [description.fault] : []),
    ...promiseFaults(judged),
    ...serviceFaults(judged),
    ...(parsed.success ? tracedFaults(source, parsed.data.tracing, overridden) : []),
    ...(parsed.success ? withoutNatFaults(parsed.data.network.nat, overridden) : []),
  ];
  if (!parsed.success || region === undefined || faults.length > 0)
    throw faultyStack(source.stack, faults);
  const { settings: sizes } = dataSizes;
  return { ...parsed.data, sizes, region, services: overridden, ...description };
}

/** The services' own descriptions put together, for an API; or why they cannot be. */
function describedBy(
  ingress: string | undefined,
  services: readonly ServiceDefinition[],
): { openApi?: OpenApiDocument } | { fault: string } {
  if (ingress !== "apiGateway") return {};
  try {
    return { openApi: readOpenApi(services) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** What is wrong with how services are released, and with what they promise. */
function promiseFaults(services: readonly ServiceDefinition[]): string[] {
  return services.flatMap(({ name, runtime, release, routes, slo }) =>
    [...releaseFaults(runtime.kind, release, routes), ...sloFaults(slo)].map(
      (fault) => `service "${name}": ${fault}`,
    ),
  );
}

/**
 * Whoever checks customers' tokens fetches Cognito's keys from the internet:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
function withoutNatFaults(nat: string, services: readonly ServiceDefinition[]): string[] {
  const closed = services.filter(({ routes }) => routes.some(({ auth }) => auth === "customer"));
  return nat === "none" && closed.length > 0
    ? [
        `network.nat must be single or perZone where routes are for customers, got none and services ${closed.map(({ name }) => name).join(", ")}: the keys that tokens are checked with are on the internet`,
      ]
    : [];
}

/** What X-Ray would refuse of the services' sampling. */
function tracedFaults(
  { project, stack }: SettingsSource,
  tracing: Pick<TracingArgs, "percent" | "slowMs"> | undefined,
  services: readonly ServiceDefinition[],
): string[] {
  if (tracing === undefined) return [];
  const names = services.map(({ name }) => name);
  return tracingFaults({ ...tracing, prefix: `${project}-${stack}`, services: names }).map(
    (fault) => `${project}:tracing: ${fault}`,
  );
}

function faultyStack(stack: string, faults: readonly string[]): pulumi.RunError {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  const list = faults.map((fault) => `  - ${fault}`).join("\n");
  return new pulumi.RunError(
    `Stack "${stack}" has ${count} in its configuration or service definitions:\n${list}\nCorrect Pulumi.${stack}.yaml, or the file named above.`,
  );
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

/** Settings under a namespace that is nearly the project's; others are for providers, and none of ours. */
function misspelledNamespaces({ project, values }: SettingsSource): string[] {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]|s$/g, "");
  return Object.keys(values).flatMap((key) => {
    const [namespace = "", ...name] = key.split(":");
    return namespace !== project && plain(namespace) === plain(project)
      ? [`${key}: nothing reads it, expected ${project}:${name.join(":")}`]
      : [];
  });
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
  setting: string,
  written: readonly string[],
  services: readonly ServiceDefinition[],
  project: string,
): string[] {
  const known = services.map((service) => service.name);
  return written
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `${project}:${setting}.${name}: no service of that name, expected one of ${known.join(", ")}`,
    );
}

function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}
