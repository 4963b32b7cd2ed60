/** Path patterns as API Gateway spells them. Pure. */
import { pathName as wholePathName } from "../../internal/edgePaths";

/** One resource of an API. */
export interface GatewayPath {
  /** Such as `/catalog/{proxy+}`, where `{proxy+}` is the rest of the path. */
  readonly template: string;
  /** The same with a variable that a URL can hold, such as `/catalog/{proxy}`. */
  readonly forwarded: string;
  /** The same for ARNs, without the first slash, such as `catalog/*`. */
  readonly inArn: string;
}

/** Characters of a path part: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
const fixedPath = /^(\/[A-Za-z0-9._:-]+)*$/;

/** Why API Gateway cannot express a path pattern; undefined when it can. */
export function pathFault(pattern: string): string | undefined {
  if (pattern === "/" || fixedPath.test(withoutRest(pattern))) return undefined;
  return `route must be a fixed path or end in "/*", of letters, digits and ._-, got "${pattern}"; API Gateway knows no other patterns: write one route for each path`;
}

/**
 * The resources behind a pattern. Like a load balancer's, the pattern `/catalog/*` leaves `/catalog` out,
 * and `/*` is every path.
 */
export function gatewayPaths(pattern: string): GatewayPath[] {
  if (pattern === "/*") return [fixed("/"), below("")];
  return pattern.endsWith("/*") ? [below(withoutRest(pattern))] : [fixed(pattern)];
}

/** A path of an API description, such as `/carts/{customerId}`. */
export function describedPath(template: string): GatewayPath {
  return {
    template,
    forwarded: template,
    inArn: template.slice(1).replace(/\{[^}]+\}/g, "*"),
  };
}

/** Whether a described path, such as `/carts/{customerId}`, is among those that the pattern matches. */
export function covers(pattern: string, template: string): boolean {
  return pattern.endsWith("/*")
    ? template.startsWith(pattern.slice(0, -1)) || pattern === "/*"
    : pattern === template;
}

/** Names of the variables of a template, without the plus of the last one. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name = ""]) => name);
}

function withoutRest(pattern: string): string {
  return pattern.endsWith("/*") ? pattern.slice(0, -2) : pattern;
}

function fixed(path: string): GatewayPath {
  return { template: path, forwarded: path, inArn: path.slice(1) };
}

function below(base: string): GatewayPath {
  return {
    template: `${base}/{proxy+}`,
    forwarded: `${base}/{proxy}`,
    inArn: `${base}/*`.slice(1),
  };
}

/** Characters of a path that a name shows: a permission's id has room for 100 in all. */
const shownCharacters = 40;

/** A path in a logical name, short enough for a permission's id. */
export function pathName(path: string): string {
  return wholePathName(path, shownCharacters);
}
