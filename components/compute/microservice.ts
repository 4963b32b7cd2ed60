import * as pulumi from "@pulumi/pulumi";
import type { LinkVerb, ResourceName, Runtime, ServiceDefinition } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { Grant, Linkable } from "../internal/policyDocument";
import { ContainerService } from "./containerService";
import { FunctionService } from "./functionService";
import type { Platform } from "./platform";

export interface MicroserviceArgs {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
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
    const { runtime } = definition;
    const { routes } = definition;
    const shared = { ...platform, routes, grants: grantsOf(name, args) };
    switch (runtime.kind) {
      case "fargate":
        new ContainerService(
          name,
          { ...shared, runtime, scale: definition.scale, healthPath: definition.healthPath },
          { parent: this },
        );
        break;
      case "lambda":
        new FunctionService(name, { ...shared, runtime }, { parent: this });
        break;
    }
    this.summary = { runtime: runtime.kind, paths: routes.map((route) => route.path) };
    this.registerOutputs({ summary: this.summary });
  }
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
