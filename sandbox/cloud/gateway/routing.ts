/** Which method of an API a request reaches. Pure. */
import type { GatewayMethod } from "./definitions";

export interface Routed {
  readonly method: GatewayMethod;
  /** Path variables, percent-encoded as they came. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Path without the slash at the end, which API Gateway leaves out of account. */
function segmentsOf(path: string): string[] {
  return path.replace(/\/$/, "").split("/").slice(1);
}

/** The variables of a path, or undefined when the template does not fit. */
function fit(template: string, path: readonly string[]): Record<string, string> | undefined {
  const parts = segmentsOf(template);
  const variables: Record<string, string> = {};
  for (const [place, part] of parts.entries()) {
    const given = path[place];
    if (given === undefined) return undefined;
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== given) return undefined;
    } else if (greedy === "+") {
      variables[name] = path.slice(place).join("/");
      return variables;
    } else {
      variables[name] = given;
    }
  }
  return parts.length === path.length ? variables : undefined;
}

/** The more specific sorts first, part by part: a fixed part, then a variable, then the rest. */
function rank(template: string): string {
  return segmentsOf(template)
    .map((part) => (part.endsWith("+}") ? "2" : part.startsWith("{") ? "1" : "0"))
    .join("");
}

/**
 * The most specific path that fits decides, and then the method must be one of that path: API Gateway
 * does not fall back to a more general path.
 */
export function routeRequest(
  methods: readonly GatewayMethod[],
  verb: string,
  path: string,
): Routed | undefined {
  const segments = segmentsOf(path);
  const [best] = methods
    .filter(({ template }) => fit(template, segments) !== undefined)
    .sort((left, right) => (rank(left.template) < rank(right.template) ? -1 : 1));
  if (best === undefined) return undefined;
  const own = methods.filter(({ template }) => template === best.template);
  const method = own.find((one) => one.verb === verb) ?? own.find((one) => one.verb === "ANY");
  return method && { method, variables: fit(method.template, segments) ?? {} };
}
