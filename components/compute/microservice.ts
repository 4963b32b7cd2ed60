import * as pulumi from "@pulumi/pulumi";
import type { LinkVerb, ResourceName, Runtime, ServiceDefinition } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { Grant, Linkable } from "../internal/policyDocument";
import { ContainerService } from "./containerService";
import { FunctionService } from "./functionService";
import { KubernetesService } from "./kubernetesService";
import type { Platform } from "./platform";
import type { ImageSource } from "./tasks/taskOptions";

export interface MicroserviceArgs {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  /**
   * Images by service, for those that run as containers: a digest in the service's repository, or a
   * whole reference. @default none; the image is built from this checkout
   */
  readonly images?: Readonly<Record<string, string>>;
  /** Everything that a definition can link to, by name. */
  readonly resources: Readonly<Record<string, Linkable<LinkVerb>>>;
}

/** A service definition become resources, on the runtime that it names. */
export class Microservice extends pulumi.ComponentResource {
  /** Runtime and public path patterns, as the stack exports them. */
  readonly summary: { readonly runtime: Runtime["kind"]; readonly paths: readonly string[] };

  constructor(name: string, args: MicroserviceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Microservice", name, {}, opts);
    const { definition, platform } = args;
    const { runtime, routes } = definition;
    checkAuth(name, args);
    const workload = { ...platform, ...definition, grants: grantsOf(name, args) };
    const image = imageSource(args.images?.[definition.name]);
    const child = { parent: this };
    switch (runtime.kind) {
      case "fargate":
      case "ec2": {
        const { cluster } = platform;
        if (!cluster) throw withoutPlace(name, runtime.kind, "an EcsCluster");
        new ContainerService(name, { ...workload, runtime, cluster, image }, child);
        break;
      }
      case "lambda":
        new FunctionService(name, { ...workload, runtime }, child);
        break;
      case "eks": {
        const { kubernetes } = platform;
        if (!kubernetes) throw withoutPlace(name, runtime.kind, "a KubernetesCluster");
        new KubernetesService(name, { ...workload, runtime, kubernetes, image }, child);
        break;
      }
    }
    this.summary = { runtime: runtime.kind, paths: routes.map((route) => route.path) };
    this.registerOutputs({ summary: this.summary });
  }
}

function imageSource(image: string | undefined): ImageSource | undefined {
  if (image === undefined) return undefined;
  return image.startsWith("sha256:")
    ? { kind: "digest", digest: image }
    : { kind: "uri", uri: image };
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

function grantsOf(name: string, args: MicroserviceArgs): Grant[] {
  const links = Object.entries(args.definition.links ?? {}) as [LinkVerb, ResourceName[]][];
  return links.flatMap(([verb, targets]) =>
    targets.map((target) => {
      const resource = args.resources[target];
      if (!resource) {
        const known = Object.keys(args.resources).sort().join(", ");
        throw new ArgumentError(
          "Microservice",
          name,
          `links.${verb} must name a resource of services/resources.ts, got "${target}"; known: ${known}`,
        );
      }
      return resource.grant(verb);
    }),
  );
}
