/** What the rules on the authorization of APIs have in common. */
import { boolean, strings } from "../framework/parameters";
import type { Operation } from "./openApi";
import { covers } from "./policyDocument";

/** Whether an operation may be public because its OpenAPI document says so. */
export const declaredPublic = boolean({
  description:
    'Whether an operation of an OpenAPI document may be public because it says "security": [] itself.',
  default: true,
});

export function publicRoutes(what: string) {
  return strings({
    description: `${what} that anybody may call; * stands for any text.`,
    default: [],
  });
}

/** Whether a pattern of the list covers the route. */
export function isListed(route: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => covers(pattern, route));
}

const OBJECTIONS = {
  public: "has no security requirement",
  declared: 'says "security": []',
  key: "asks for an API key only, which does not say who calls",
} as const;

/** A route may be printed: letters, digits and the few signs of a path with variables. */
const ROUTE = /^[A-Z]{3,7} \/[\w{}+./$-]{0,120}$/;

/** A route as a message may show it. */
export function shownRoute(route: string): string {
  return ROUTE.test(route) ? `route ${route}` : "a route";
}

/** Why the operation must not be public, or undefined when it may or is not. */
export function objectionTo(
  { route, access }: Operation,
  parameters: { readonly publicRoutes: readonly string[]; readonly declaredPublic: boolean },
): string | undefined {
  if (access === "authorized" || isListed(route, parameters.publicRoutes)) return undefined;
  if (access === "declared" && parameters.declaredPublic) return undefined;
  return `${shownRoute(route)} ${OBJECTIONS[access]}`;
}
