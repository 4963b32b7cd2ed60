/**
 * What a team says about a service, and nothing about how AWS provides it.
 *
 * A definition is pure data. `components/` turns it into resources; the handler code beside it never
 * sees this module.
 */
import type { NamesIn } from "./contract/resources";
import type { ServiceDefinition } from "./contract/service";
import type { resources } from "./resources";

export type { Links, Subscription } from "./contract/links";
export type {
  EventBusDefinition,
  Fifo,
  QueueDefinition,
  StreamDefinition,
  TopicDefinition,
} from "./contract/messages";
export type { Release, ReleaseAlarm, Slo } from "./contract/release";
export {
  verbsByKind,
  type DefinitionOf,
  type LinkVerb,
  type KnownNames,
  type NamesIn,
  type ResourceDefinition,
  type ResourceDefinitions,
  type ResourceKind,
  type VerbOf,
} from "./contract/resources";
export type {
  ContainerRuntime,
  Ec2Runtime,
  EksRuntime,
  FargateCpu,
  FargateRuntime,
  LambdaRuntime,
  Runtime,
  RuntimeKind,
  Scale,
  ScheduledScale,
} from "./contract/runtime";
export type { HttpMethod, Route, ServiceDefinition } from "./contract/service";
export type {
  AuroraEngine,
  BucketDefinition,
  CacheDefinition,
  DatabaseDefinition,
  EvictionPolicy,
  InstanceEngine,
  SecretDefinition,
} from "./contract/stores";
export type {
  AttributeType,
  CapacityRange,
  KeySchema,
  TableCapacity,
  TableDefinition,
} from "./contract/table";

/**
 * Types a service definition. A link to what services/resources.ts does not declare, or by a verb that the
 * resource does not have, is a compile error at its name.
 */
export function defineService(
  definition: ServiceDefinition<NamesIn<typeof resources>>,
): ServiceDefinition {
  return definition;
}
