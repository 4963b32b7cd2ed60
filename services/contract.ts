/**
 * What a team says about a service, and nothing about how AWS provides it.
 *
 * A definition is pure data. `components/` turns it into resources; the handler code beside it never
 * sees this module.
 */
import type { ResourceName } from "./resources";

export type { ResourceName };

/** vCPU units that Fargate offers; 1024 units are one vCPU. */
export type FargateCpu = 256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384;

/** Long-running container on ECS Fargate, behind the shared load balancer. */
export interface FargateRuntime {
  readonly kind: "fargate";
  /** CPU units, 1024 per vCPU. */
  readonly cpu: FargateCpu;
  /** Memory of the task in MiB; must be one that AWS pairs with `cpu`. */
  readonly memoryMiB: number;
}

/** Function on AWS Lambda, behind the same load balancer. */
export interface LambdaRuntime {
  readonly kind: "lambda";
  /** Memory in MiB, 128 to 10240; CPU follows memory. */
  readonly memoryMiB: number;
  /** Longest invocation in seconds, 1 to 900. @default 10 */
  readonly timeoutSeconds?: number;
}

/** Where a service runs. The handler code is the same on every one of them. */
export type Runtime = FargateRuntime | LambdaRuntime;
export type RuntimeKind = Runtime["kind"];

/** A path of the public API that a service answers. */
export interface Route {
  /** Path pattern below `/api`, such as `/catalog/*`; `*` matches any run of characters. */
  readonly path: `/${string}`;
  /** Who may call it. `public` means anybody on the internet. */
  readonly auth: "public";
  /**
   * Place among the load balancer's rules, 1 to 50000; the lowest number that matches wins.
   * @default computed from the path, the more specific first
   */
  readonly priority?: number;
}

/** Verbs on shared resources. Each becomes exact permissions and environment variables, no more. */
export interface Links {
  /** Reads items, by key, query or scan. */
  readonly reads?: readonly ResourceName[];
  /** Creates, changes and deletes items without reading them. */
  readonly writes?: readonly ResourceName[];
  /** Reads and writes. */
  readonly readsWrites?: readonly ResourceName[];
}
export type LinkVerb = keyof Links;

/** How many copies run. Applies to long-running runtimes; Lambda scales by itself. */
export interface Scale {
  /** Fewest tasks. @default 2 */
  readonly min?: number;
  /** Most tasks. @default 10 */
  readonly max?: number;
  /** Average CPU use, in percent, that scaling holds. @default 60 */
  readonly cpuPercent?: number;
}

/** One microservice. */
export interface ServiceDefinition {
  /** Lower-case letters, digits and hyphens, 2 to 20 characters, starting with a letter. Its folder has the same name. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly routes: readonly Route[];
  /** @default no links: the service may touch nothing */
  readonly links?: Links;
  /** @default two to ten tasks at 60 % CPU */
  readonly scale?: Scale;
  /** Path that answers 200 when the service can work. @default "/health" */
  readonly healthPath?: `/${string}`;
}

/** Types a service definition; an unknown link is a compile error at its name. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}

/** Type of a key attribute. */
export type AttributeType = "string" | "number" | "binary";

/** Attributes that make up a primary or index key, partition key first. */
export interface KeySchema {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** Smallest and largest provisioned throughput, in capacity units. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

/** How a table pays for throughput: per request, or provisioned between bounds that follow the load. */
export type TableCapacity =
  | { readonly mode: "onDemand" }
  | {
      readonly mode: "provisioned";
      readonly read: CapacityRange;
      readonly write: CapacityRange;
      /** Share of the provisioned capacity, in percent, that scaling holds. @default 70 */
      readonly targetPercent?: number;
    };

/** A DynamoDB table that services link to by name. */
export interface TableDefinition extends KeySchema {
  readonly kind: "table";
  /** Every attribute that a key or index uses, and no other. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
  /** Global secondary indexes by name; each projects all attributes. @default none */
  readonly indexes?: Readonly<Record<string, KeySchema>>;
  /** @default on demand */
  readonly capacity?: TableCapacity;
  /** Attribute holding the expiry time in epoch seconds. @default items never expire */
  readonly ttlAttribute?: string;
  /** JSON file with an array of items, relative to the repository, written by stacks that set `seedData`. @default no seed */
  readonly seedFile?: string;
}

/** Something that holds state and outlives the services. */
export type ResourceDefinition = TableDefinition;
