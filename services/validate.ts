/** Faults that the type checker cannot see in the definitions, taken together. Pure. */
import type { ResourceDefinitions, Route, ServiceDefinition } from "./contract";
import {
  consumerFaults,
  linkFaults,
  messageScaleFaults,
  migrationFaults,
  resourceFaults,
  subscriptionFaults,
} from "./validateLinks";

const namePattern = /^[a-z](?:[a-z0-9]|-(?!-)){0,18}[a-z0-9]$/;
const pathPattern = /^\/[A-Za-z0-9._~\-/*?]{0,127}$/;

/** One sentence for each fault, in the order of the registry; none when all is well. */
export function definitionFaults(
  services: readonly ServiceDefinition[],
  resources: ResourceDefinitions,
): string[] {
  return [
    ...resourceFaults(resources),
    ...services.flatMap((service) => [
      ...nameFaults(service),
      ...service.routes.flatMap((route) => routeFaults(service.name, route)),
      ...linkFaults(service, resources),
      ...subscriptionFaults(service, resources),
      ...messageScaleFaults(service),
    ]),
    ...duplicateFaults(services),
    ...consumerFaults(services),
    ...migrationFaults(services, resources),
  ];
}

function nameFaults({ name }: ServiceDefinition): string[] {
  return namePattern.test(name)
    ? []
    : [
        `service "${name}": name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter; rename the service and its folder`,
      ];
}

function routeFaults(service: string, route: Route): string[] {
  const { path, auth, cacheSeconds = 0, requestsPerSecond = 1 } = route;
  const faults: string[] = [];
  if (!pathPattern.test(path)) {
    faults.push("must start with / and hold at most 128 letters, digits and ._~-/*?");
  }
  if (!isWithin(cacheSeconds, 0, 3600)) {
    faults.push(`cacheSeconds must be a whole number from 0 to 3600, got ${cacheSeconds}`);
  }
  if (auth === "customer" && cacheSeconds > 0) {
    faults.push(
      `cacheSeconds must be 0 when auth is "customer", got ${cacheSeconds}: a cache would answer one customer with another's data`,
    );
  }
  if (!isWithin(requestsPerSecond, 1, 10_000)) {
    faults.push(
      `requestsPerSecond must be a whole number from 1 to 10000, got ${requestsPerSecond}`,
    );
  }
  return faults.map(
    (fault) =>
      `service "${service}": route "${path}" ${fault}; correct it in services/${service}/definition.ts`,
  );
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Two services of one name, or two services on one route. */
function duplicateFaults(services: readonly ServiceDefinition[]): string[] {
  const faults: string[] = [];
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const { name, routes } of services) {
    if (names.has(name)) {
      faults.push(`service "${name}" is registered twice; remove one line of services/registry.ts`);
    }
    names.add(name);
    for (const { path } of routes) {
      const owner = owners.get(path);
      if (owner !== undefined) {
        faults.push(
          `services "${owner}" and "${name}" both claim route "${path}"; give each path to one service`,
        );
      }
      owners.set(path, name);
    }
  }
  return faults;
}
