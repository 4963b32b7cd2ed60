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

/** Long-running container on ECS Fargate. */
export interface FargateRuntime {
  readonly kind: "fargate";
  /** Memory of the task in MiB; must be one that AWS pairs with `cpu`. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default the smallest that AWS pairs with `memoryMiB` */
  readonly cpu?: FargateCpu;
  /**
   * Share of the tasks beyond the first, in percent, that run on Fargate Spot, at about a third of the
   * price; AWS may stop them with two minutes' notice. @default 0
   */
  readonly spotPercent?: number;
}

/** Long-running container on the cluster's EC2 instances. */
export interface Ec2Runtime {
  readonly kind: "ec2";
  /** Memory of the task in MiB. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default 256 */
  readonly cpu?: number;
}

/** Function on AWS Lambda. */
export interface LambdaRuntime {
  readonly kind: "lambda";
  /** Memory in MiB, 128 to 10240; CPU follows memory. */
  readonly memoryMiB: number;
  /** Longest invocation in seconds, 1 to 900. @default 10 */
  readonly timeoutSeconds?: number;
}

/** Long-running container in a pod on Amazon EKS. */
export interface EksRuntime {
  readonly kind: "eks";
  /** Memory of the pod in MiB. */
  readonly memoryMiB: number;
  /** CPU units, 1024 per vCPU. @default 256 */
  readonly cpu?: number;
}

/**
 * Where a service runs. The handler code is the same on every one of them, and so is `memoryMiB`:
 * another runtime takes another `kind`, nothing else.
 */
export type Runtime = FargateRuntime | Ec2Runtime | LambdaRuntime | EksRuntime;
export type RuntimeKind = Runtime["kind"];
/** A runtime whose copies run all the time, behind target groups. */
export type ContainerRuntime = Exclude<Runtime, LambdaRuntime>;

/** HTTP methods that a route can name. */
export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** A path of the public API that a service answers. */
export interface Route {
  /** Path pattern below `/api`, such as `/catalog/*`; `*` matches any run of characters. */
  readonly path: `/${string}`;
  /** Who may call it: anybody on the internet, or customers who signed in and send their access token. */
  readonly auth: "public" | "customer";
  /**
   * Place among the load balancer's rules, 1 to 50000; the lowest number that matches wins.
   * @default computed from the path, the more specific first
   */
  readonly priority?: number;
  /**
   * Seconds that caches in front of the service may keep answers to GET, 0 to 3600. Not for
   * `customer` routes, whose answers belong to one person. @default 0
   */
  readonly cacheSeconds?: number;
  /** Requests per second, of all callers together, beyond which an API Gateway answers 429. @default 1000 */
  readonly requestsPerSecond?: number;
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

/** A change of the bounds at a set time. */
export interface ScheduledScale {
  /** When, as an AWS cron expression of six fields, such as `0 7 ? * MON-FRI *`. */
  readonly cron: string;
  /** Time zone of `cron`. @default "UTC" */
  readonly timezone?: string;
  readonly min: number;
  readonly max: number;
}

/** How many copies run. Applies to long-running runtimes; Lambda scales by itself. */
export interface Scale {
  /** Fewest copies. @default 2 */
  readonly min?: number;
  /** Most copies. @default 10 */
  readonly max?: number;
  /** Average CPU use, in percent, that scaling holds. @default 60 */
  readonly cpuPercent?: number;
  /** Average memory use, in percent, that scaling holds. @default memory is not scaled on */
  readonly memoryPercent?: number;
  /** Requests that one copy takes in a minute. @default requests are not scaled on */
  readonly requestsPerMinutePerTask?: number;
  /** Other bounds at set times. @default none */
  readonly schedules?: readonly ScheduledScale[];
}

/** What makes a release roll back while it is being watched: answers of 500 and above, or slow answers. */
export type ReleaseAlarm = "5xx" | "p99";

interface WatchedRelease {
  /** Alarms, from the service's `slo`, that roll a release back. @default ["5xx"] */
  readonly rollbackOn?: readonly ReleaseAlarm[];
}

/** The old copies stay until bake time has passed without an alarm, ready to take the traffic back. */
interface ShiftingRelease extends WatchedRelease {
  /** Minutes that the old copies stay after all traffic has moved; at most 14 on Lambda. @default 5 */
  readonly bakeMinutes?: number;
  /**
   * Path below one of the service's public routes, such as `/catalog/size`, that must answer 200 on the
   * new copies before any traffic moves. @default no such test
   */
  readonly smokePath?: `/${string}`;
}

/** How a new version takes over from the old one. */
export type Release =
  /** Copies are replaced one after another; a function's new version takes over at once. */
  | ({ readonly strategy: "rolling" } & WatchedRelease)
  /** All traffic moves at once. */
  | ({ readonly strategy: "blueGreen" } & ShiftingRelease)
  /** A share of the traffic moves first; the rest follows once `stepMinutes` have passed. */
  | ({
      readonly strategy: "canary";
      /** Share of the traffic that moves first, in percent. @default 10 */
      readonly percent?: number;
      /** Minutes between the steps. @default 5 */
      readonly stepMinutes?: number;
    } & ShiftingRelease)
  /** The traffic moves in equal steps. */
  | ({
      readonly strategy: "linear";
      /** Share of the traffic that moves in each step, in percent. @default 20 */
      readonly percent?: number;
      /** Minutes between the steps. @default 2 */
      readonly stepMinutes?: number;
    } & ShiftingRelease);

/** What the service promises its callers. */
export interface Slo {
  /** Share of requests, 0 to 1, that are not answered with 500 or above. @default 0.999 */
  readonly availability?: number;
  /** Milliseconds within which 99 of 100 requests are answered. @default 1000 */
  readonly latencyP99Ms?: number;
}

/** One microservice. */
export interface ServiceDefinition {
  /** Lower-case letters, digits and hyphens, 2 to 20 characters, starting with a letter. Its folder has the same name. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly routes: readonly Route[];
  /** @default no links: the service may touch nothing */
  readonly links?: Links;
  /** @default two to ten copies at 60 % CPU */
  readonly scale?: Scale;
  /** @default rolling, rolled back on failing copies and on alarm 5xx */
  readonly release?: Release;
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
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
