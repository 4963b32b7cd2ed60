/** Resources made from definitions, with the smallest valid neighbours. */
import type { Platform } from "../../components/compute/platform";
import type { ResourceSettings } from "../../components/internal/resourceSettings";
import { createResources, type StackResources } from "../../components/resources/createResources";
import type { ResourceDefinitions } from "../../services/contract";
import { logBucket } from "./components";

const sizes: ResourceSettings = { tier: "resilient", aurora: {}, instance: {}, cache: {} };

/** The resources of a registry, in the stack whose services share `platform`. */
export function resourcesOf(platform: Platform, definitions: ResourceDefinitions): StackResources {
  const { network, key, logs, prefix, region, accountId } = platform;
  return createResources(definitions, {
    ...{ network, key, logs, prefix, region, accountId, sizes },
    accessLogs: logBucket(),
    protect: false,
    seedData: false,
    alarmTopicArn: `arn:aws:sns:${region}:123456789012:alarms`,
  });
}
