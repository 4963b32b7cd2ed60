/** The descriptions of all services as one. Pure. */
import type { OpenApiDocument } from "./document";

export interface DescribedService {
  readonly name: string;
  /** Path patterns of the routes by which the outside reaches the service. */
  readonly routes: readonly { readonly path: string }[];
  readonly document: OpenApiDocument;
}

const methods = ["get", "head", "post", "put", "patch", "delete", "options"] as const;

/**
 * One document with the paths below the services' routes, and every service's components. Two services
 * may share a component when they say the same.
 *
 * @throws Error when they say different things by one name, or two operations have one id
 */
export function mergeDocuments(
  info: { readonly title: string; readonly version: string },
  services: readonly DescribedService[],
): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const { document, routes } of services) {
    for (const [path, item] of Object.entries(document.paths)) {
      if (routes.some((route) => matches(route.path, path))) paths[path] = item;
    }
  }
  refuseSharedIds(paths);
  return { openapi: "3.1.0", info: { ...info }, paths, components: mergeComponents(services) };
}

/** As a load balancer matches: `*` is any run of characters, `?` any one. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(path);
}

function refuseSharedIds(paths: OpenApiDocument["paths"]): void {
  const owners = new Map<string, string>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of methods) {
      const id = item[method]?.operationId;
      if (id === undefined) continue;
      const owner = owners.get(id);
      if (owner !== undefined) {
        throw new Error(
          `operationId "${id}" names ${owner} and ${method} ${path}, where clients need one name for one operation; rename one of them`,
        );
      }
      owners.set(id, `${method} ${path}`);
    }
  }
}

function mergeComponents(services: readonly DescribedService[]): OpenApiDocument["components"] {
  const merged: Record<string, Record<string, unknown>> = {};
  const owners = new Map<string, string>();
  for (const { name, document } of services) {
    for (const [kind, components] of Object.entries(document.components ?? {})) {
      const known = (merged[kind] ??= {});
      for (const [component, value] of Object.entries(components as Record<string, unknown>)) {
        const present = known[component];
        const place = `components/${kind}/${component}`;
        if (present !== undefined && JSON.stringify(present) !== JSON.stringify(value)) {
          throw new Error(
            `services ${owners.get(place) ?? ""} and ${name} both describe ${place}, differently; rename one of them in its openapi.yml`,
          );
        }
        known[component] = value;
        owners.set(place, name);
      }
    }
  }
  return merged;
}
