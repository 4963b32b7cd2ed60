/** Buckets that other resources write their logs to. */
import { anyOf } from "../framework/answers";
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { statementsOf } from "./policyDocument";
import { refersTo } from "./references";
import { resourcePolicies } from "./resourcePolicies";
import {
  BUCKET,
  BUCKET_LOGGING,
  BUCKET_POLICY,
  DISTRIBUTION,
  FLOW_LOG,
  LOAD_BALANCER,
  LOG_DELIVERY_DESTINATION,
  WEB_ACL_LOGGING,
} from "./types";

interface LogSource {
  readonly types: readonly string[];
  readonly property: string;
  /** Where below the property the bucket is named. */
  readonly bucket: (property: Property) => Property;
}

const itself = (property: Property): Property => property;
const below =
  (name: string) =>
  (property: Property): Property =>
    property.at(name);

/** Not CloudTrail: who reads or deletes its logs is itself worth a log (CIS v5.0.0-3.4). */
const SOURCES: readonly LogSource[] = [
  { types: BUCKET_LOGGING, property: "targetBucket", bucket: itself },
  { types: BUCKET, property: "logging", bucket: below("targetBucket") },
  { types: BUCKET, property: "loggings", bucket: below("targetBucket") },
  { types: LOAD_BALANCER, property: "accessLogs", bucket: below("bucket") },
  { types: LOAD_BALANCER, property: "connectionLogs", bucket: below("bucket") },
  { types: FLOW_LOG, property: "logDestination", bucket: itself },
  { types: DISTRIBUTION, property: "loggingConfig", bucket: below("bucket") },
  { types: WEB_ACL_LOGGING, property: "logDestinationConfigs", bucket: itself },
  {
    types: LOG_DELIVERY_DESTINATION,
    property: "deliveryDestinationConfiguration",
    bucket: below("destinationResourceArn"),
  },
];

/** Services that do nothing but deliver logs; a bucket whose policy lets one in is there for logs. */
const LOG_SERVICES: readonly string[] = [
  "logging.s3.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
];

/** Resources that tell whether a bucket receives logs. */
export const LOG_SOURCE_TYPES = [
  ...new Set([...SOURCES.flatMap(({ types }) => types), ...BUCKET_POLICY]),
];

/** Undefined when the preview does not know. */
function letsLogServicesWrite(stack: StackGraph, bucket: Resource): boolean | undefined {
  return resourcePolicies(stack, bucket, BUCKET_POLICY, "bucket")
    ?.flatMap(statementsOf)
    .some(
      ({ allows, principals }) =>
        allows && principals.some(({ value }) => LOG_SERVICES.includes(value)),
    );
}

/** Whether AWS writes logs to the bucket; undefined when the preview does not know. */
export function receivesLogs(stack: StackGraph, bucket: Resource): boolean | undefined {
  const named = SOURCES.flatMap(({ types, property, bucket: at }) =>
    stack
      .ofType(types)
      .filter(({ references }) => !references.at(property).isMissing)
      .map((writer) =>
        refersTo(stack, writer, property, [at(writer.references.at(property))], bucket),
      ),
  );
  return anyOf([...named, letsLogServicesWrite(stack, bucket)]);
}
