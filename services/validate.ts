/** Faults that the type checker cannot see in the definitions, taken together. Pure. */
import type { ResourceDefinition, ServiceDefinition } from "./contract";

const namePattern = /^[a-z](?:[a-z0-9]|-(?!-)){0,18}[a-z0-9]$/;
const pathPattern = /^\/[A-Za-z0-9._~\-/*?]{0,127}$/;

/** One sentence for each fault, in the order of the registry; none when all is well. */
export function definitionFaults(
  services: readonly ServiceDefinition[],
  resources: Readonly<Record<string, ResourceDefinition>>,
): string[] {
  return [
    ...services.flatMap((service) => [...nameFaults(service), ...linkFaults(service, resources)]),
    ...duplicateFaults(services),
  ];
}

function nameFaults({ name, routes }: ServiceDefinition): string[] {
  const faults: string[] = [];
  if (!namePattern.test(name)) {
    faults.push(
      `service "${name}": name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter; rename the service and its folder`,
    );
  }
  for (const { path } of routes) {
    if (!pathPattern.test(path)) {
      faults.push(
        `service "${name}": route "${path}" must start with / and hold at most 128 letters, digits and ._~-/*?; correct it in services/${name}/definition.ts`,
      );
    }
  }
  return faults;
}

function linkFaults(
  { name, links }: ServiceDefinition,
  resources: Readonly<Record<string, ResourceDefinition>>,
): string[] {
  const seen = new Map<string, string>();
  return Object.entries(links ?? {}).flatMap(([verb, targets]) =>
    (targets as readonly string[]).flatMap((target) => {
      if (!Object.hasOwn(resources, target)) {
        const known = Object.keys(resources).sort().join(", ");
        return [
          `service "${name}": links.${verb} names "${target}", which services/resources.ts does not declare; known resources: ${known}`,
        ];
      }
      const other = seen.get(target);
      seen.set(target, verb);
      return other === undefined
        ? []
        : [
            `service "${name}": "${target}" is linked by both ${other} and ${verb}; keep one verb (readsWrites for both)`,
          ];
    }),
  );
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
