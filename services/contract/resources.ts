/** What services can link to, and what they can do with it. */
import type {
  EventBusDefinition,
  QueueDefinition,
  StreamDefinition,
  TopicDefinition,
} from "./messages";
import type {
  BucketDefinition,
  CacheDefinition,
  DatabaseDefinition,
  SecretDefinition,
} from "./stores";
import type { TableDefinition } from "./table";

/** Something that holds state or carries messages, and outlives the services. */
export type ResourceDefinition =
  | TableDefinition
  | DatabaseDefinition
  | CacheDefinition
  | BucketDefinition
  | QueueDefinition
  | TopicDefinition
  | EventBusDefinition
  | StreamDefinition
  | SecretDefinition;
export type ResourceKind = ResourceDefinition["kind"];
/** The definition of one kind. */
export type DefinitionOf<Kind extends ResourceKind> = Extract<ResourceDefinition, { kind: Kind }>;
/** Resources by name. */
export type ResourceDefinitions = Readonly<Record<string, ResourceDefinition>>;

/** The verbs of each kind: the one list that links, validation and components go by. */
export const verbsByKind = {
  table: ["reads", "writes", "readsWrites"],
  database: ["reads", "readsWrites"],
  cache: ["reads", "readsWrites"],
  bucket: ["reads", "writes", "readsWrites"],
  queue: ["sends", "consumes"],
  topic: ["publishes"],
  eventBus: ["publishes"],
  stream: ["reads", "writes"],
  secret: ["reads"],
} as const satisfies Readonly<Record<ResourceKind, readonly string[]>>;

/** The verbs that a kind of resource has. */
export type VerbOf<Kind extends ResourceKind> = (typeof verbsByKind)[Kind][number];
export type LinkVerb = VerbOf<ResourceKind>;

/** The kinds that have a verb. */
type KindWith<Verb extends LinkVerb> = {
  [Kind in ResourceKind]: Verb extends VerbOf<Kind> ? Kind : never;
}[ResourceKind];

/** Names of the resources of one kind, or of one of several. */
type NamesOf<Known extends ResourceDefinitions, Kind extends ResourceKind> = {
  // A registry whose definitions are not known one by one may hold the kind under any name.
  [Name in keyof Known]: Extract<Known[Name], { kind: Kind }> extends never ? never : Name;
}[keyof Known] &
  string;

/** Names that links, subscriptions and migrations may use, by verb. */
export type KnownNames = { readonly [Verb in LinkVerb | "subscribes" | "migrates"]: string };

/** The names of these resources, by the verbs that can be said of them. */
export type NamesIn<Known extends ResourceDefinitions> = {
  readonly [Verb in LinkVerb]: NamesOf<Known, KindWith<Verb>>;
} & {
  readonly subscribes: NamesOf<Known, "eventBus">;
  readonly migrates: NamesOf<Known, "database">;
};
