/** Buckets that other resources write their logs to. */
import { anyOf } from "../framework/answers";
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { statementsOf } from "./policyDocument";
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
  /** The way to where it names the bucket. */
  readonly property: string;
}

/** Not CloudTrail: who reads or deletes its logs is itself worth a log (CIS v5.0.0-3.4). */
const SOURCES: readonly LogSource[] = [
  { types: BUCKET_LOGGING, property: "targetBucket" },
  { types: BUCKET, property: "logging.targetBucket" },
  { types: BUCKET, property: "loggings.targetBucket" },
  { types: LOAD_BALANCER, property: "accessLogs.bucket" },
  { types: LOAD_BALANCER, property: "connectionLogs.bucket" },
  { types: FLOW_LOG, property: "logDestination" },
  { types: DISTRIBUTION, property: "loggingConfig.bucket" },
  { types: WEB_ACL_LOGGING, property: "logDestinationConfigs" },
  {
    types: LOG_DELIVERY_DESTINATION,
    property: "deliveryDestinationConfiguration.destinationResourceArn",
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
  const named = SOURCES.map(({ types, property }) => {
    const writers = stack.referrers(bucket, types, property);
    return writers && writers.length > 0;
  });
  return anyOf([...named, letsLogServicesWrite(stack, bucket)]);
}
