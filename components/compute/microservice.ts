import * as pulumi from "@pulumi/pulumi";
import {
  type LinkVerb,
  type Runtime,
  type ServiceDefinition,
  verbsByKind,
} from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { Grant } from "../internal/policyDocument";
import type { WatchedService } from "../observability/monitoredService";
import type { Watched } from "../observability/watched";
import type { StackResource } from "../resources/stackResource";
import { backlogOf, consumedQueues, createSubscriptions, queueSources } from "./consumption";
import { ContainerService } from "./containerService";
import { FunctionService } from "./functionService";
import { KubernetesService } from "./kubernetesService";
import { MigrationTask } from "./migrationTask";
import type { Platform } from "./platform";
import type { ImageSource } from "./tasks/taskOptions";
import type { WorkloadArgs } from "./workload";

export interface MicroserviceArgs {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  /**
   * Images by service, for those that run as containers: a digest in the service's repository, or a
   * whole reference. @default none; the image is built from this checkout
   */
  readonly images?: Readonly<Record<string, string>>;
  /** Everything that a definition can link to, by name. */
  readonly resources: Readonly<Record<string, StackResource>>;
}

/** A service definition become resources, on the runtime that it names. */
export class Microservice extends pulumi.ComponentResource {
  /** Runtime and public path patterns, as the stack exports them. */
  readonly summary: { readonly runtime: Runtime["kind"]; readonly paths: readonly string[] };
  /** What the service is watched by, and what its links lead to. */
  readonly watched: WatchedService;

  constructor(name: string, args: MicroserviceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Microservice", name, {}, opts);
    const { definition, platform } = args;
    const { runtime, routes, slo } = definition;
    checkAuth(name, args);
    const child = { parent: this };
    const links = grantsOf(name, args);
    const events = createSubscriptions(name, args, child);
    const resources = [...watchedBy(args), ...(events === undefined ? [] : [events.queue.watched])];
    const queues = [...consumedQueues(args), ...(events === undefined ? [] : [events])];
    const grants = events === undefined ? links : [...links, events.grant];
    const beforeRelease = migrationOf(name, args, child);
    const workload = {
      ...platform,
      ...definition,
      grants,
      ...(beforeRelease && { beforeRelease }),
    };
    const image = imageSource(args.images?.[definition.name]);
    switch (runtime.kind) {
      case "fargate":
      case "ec2": {
        const { cluster } = platform;
        if (!cluster) throw withoutPlace(name, runtime.kind, "an EcsCluster");
        const backlog = backlogOf(queues, definition.scale?.messagesPerTask);
        const made = new ContainerService(
          name,
          { ...workload, ...backlog, runtime, cluster, image },
          child,
        );
        this.watched = { service: made.monitored, slo, resources };
        break;
      }
      case "lambda": {
        const eventSources = queueSources(queues);
        const made = new FunctionService(name, { ...workload, runtime, eventSources }, child);
        this.watched = { service: made.monitored, slo, resources };
        break;
      }
      case "eks": {
        const { kubernetes } = platform;
        if (!kubernetes) throw withoutPlace(name, runtime.kind, "a KubernetesCluster");
        const made = new KubernetesService(
          name,
          { ...workload, runtime, kubernetes, image },
          child,
        );
        this.watched = { service: made.monitored, slo, resources };
        break;
      }
    }
    this.summary = { runtime: runtime.kind, paths: routes.map((route) => route.path) };
    this.registerOutputs({ summary: this.summary });
  }
}

/** A microservice of each definition, by name. */
export function createMicroservices(
  definitions: readonly ServiceDefinition[],
  args: Omit<MicroserviceArgs, "definition">,
): Record<string, Microservice> {
  return Object.fromEntries(
    definitions.map((definition) => [
      definition.name,
      new Microservice(definition.name, { ...args, definition }),
    ]),
  );
}

function imageSource(image: string | undefined): ImageSource | undefined {
  if (image === undefined) return undefined;
  return image.startsWith("sha256:")
    ? { kind: "digest", digest: image }
    : { kind: "uri", uri: image };
}

/** Creates the service's migration once its image is known; undefined for a service without migrations. */
function migrationOf(
  name: string,
  { definition, platform, resources }: MicroserviceArgs,
  opts: pulumi.ComponentResourceOptions,
): WorkloadArgs["beforeRelease"] {
  const { migrates, runtime } = definition;
  if (migrates === undefined) return undefined;
  const resource = Object.hasOwn(resources, migrates) ? resources[migrates] : undefined;
  if (resource?.kind !== "database") {
    const known = Object.keys(resources).filter((key) => resources[key]?.kind === "database");
    throw new ArgumentError(
      "Microservice",
      name,
      `migrates must name a database of services/resources.ts, got "${migrates}"; known databases: ${known.sort().join(", ") || "none"}`,
    );
  }
  const { cluster, migrations: runner, ...shared } = platform;
  if (!cluster) throw withoutPlace(name, runtime.kind, "an EcsCluster for its migrations");
  return (image) => [
    new MigrationTask(
      `${name}-migration`,
      {
        ...shared,
        cluster,
        database: resource.component,
        service: name,
        image,
        ...(runner && { runner }),
      },
      opts,
    ),
  ];
}

/** The platform lacks what the runtime needs. */
function withoutPlace(name: string, kind: Runtime["kind"], missing: string): ArgumentError {
  return new ArgumentError(
    "Microservice",
    name,
    `runtime "${kind}" needs ${missing} in the platform, got none; add it to the platform or choose another runtime`,
  );
}

function checkAuth(name: string, { definition, platform }: MicroserviceArgs): void {
  const closed = definition.routes.find(({ auth }) => auth === "customer");
  if (closed === undefined || platform.identity !== undefined) return;
  throw new ArgumentError(
    "Microservice",
    name,
    `route "${closed.path}" is for customers and needs an identity in the platform, got none; add a UserPool to the platform`,
  );
}

/** What the links lead to and somebody can be told of, once however many verbs lead there. */
function watchedBy({ definition, resources }: MicroserviceArgs): Watched[] {
  const targets: readonly string[] = Object.values(definition.links ?? {}).flat();
  return [...new Set(targets)].flatMap((target) => resources[target]?.watched ?? []);
}

function grantsOf(name: string, args: MicroserviceArgs): Grant[] {
  const { links = {} } = args.definition;
  return linkVerbs.flatMap((verb) =>
    (links[verb] ?? []).map((target) => grantOf(name, verb, target, args.resources)),
  );
}

/** In the order of the contract. */
const linkVerbs = [...new Set<LinkVerb>(Object.values(verbsByKind).flat())];

function grantOf(
  name: string,
  verb: LinkVerb,
  target: string,
  resources: MicroserviceArgs["resources"],
): Grant {
  const resource = Object.hasOwn(resources, target) ? resources[target] : undefined;
  if (!resource) {
    const known = Object.keys(resources).sort().join(", ");
    throw new ArgumentError(
      "Microservice",
      name,
      `links.${verb} must name a resource of services/resources.ts, got "${target}"; known: ${known}`,
    );
  }
  const grant = resource.grant(verb);
  if (!grant) {
    throw new ArgumentError(
      "Microservice",
      name,
      `links.${verb} must name a resource that has the verb, got "${target}" of kind ${resource.kind}; link it by ${resource.verbs.join(", ")}`,
    );
  }
  return grant;
}
