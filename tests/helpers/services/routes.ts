import type { App } from "../../../services/platform/app";

/** Routes of an application in the words of its API description, sorted: `get /carts/{customerId}`. */
export function routesOf(app: App): readonly string[] {
  return app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, "{$1}")}`)
    .sort();
}
