/**
 * Which rule of a listener a request meets.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
import { type EdgeRequest, firstHeader } from "../http/exchange";
import { cidrContains } from "../network/cidr";
import { matchesPattern } from "../wildcard";
import type { Action, Condition, Listener } from "./definitions";

type Matchable = Pick<EdgeRequest, "method" | "uri" | "query" | "headers" | "viewerAddress">;

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function queryMatches(
  { key, value }: { readonly key?: string; readonly value: string },
  query: string,
): boolean {
  return query.split("&").some((part) => {
    const [name = ""] = part.split("=", 1);
    const text = safeDecode(part.slice(name.length + 1));
    const keyMatches = key === undefined || matchesPattern(key, safeDecode(name), true);
    return keyMatches && matchesPattern(value, text, true);
  });
}

/** Whether every part of a condition holds; within a part one value is enough. */
export function conditionHolds(condition: Condition, request: Matchable): boolean {
  const { pathPattern, hostHeader, httpHeader, httpRequestMethod, queryStrings, sourceIp } =
    condition;
  // A host is compared without its port.
  const host = (firstHeader(request.headers, "host") ?? "").replace(/:\d+$/, "");
  const anyOf = (list: { readonly values: readonly string[] } | undefined) => list?.values;
  return (
    (anyOf(pathPattern)?.some((pattern) => matchesPattern(pattern, request.uri)) ?? true) &&
    (anyOf(hostHeader)?.some((pattern) => matchesPattern(pattern, host, true)) ?? true) &&
    (anyOf(httpRequestMethod)?.includes(request.method) ?? true) &&
    (anyOf(sourceIp)?.some((cidr) => cidrContains(cidr, request.viewerAddress)) ?? true) &&
    (httpHeader === undefined ||
      (request.headers.get(httpHeader.httpHeaderName.toLowerCase()) ?? []).some((value) =>
        httpHeader.values.some((pattern) => matchesPattern(pattern, value, true)),
      )) &&
    (queryStrings.length === 0 ||
      queryStrings.some((wanted) => queryMatches(wanted, request.query)))
  );
}

/**
 * The actions of the first rule whose conditions all hold, or the listener's default, in their order:
 * earlier ones authenticate, the last one answers.
 */
export function chooseActions(listener: Listener, request: Matchable): Action[] {
  const rule = listener.rules.find(({ conditions }) =>
    conditions.every((condition) => conditionHolds(condition, request)),
  );
  const actions = rule?.actions ?? listener.defaultActions;
  return [...actions].sort((left, right) => (left.order ?? 1) - (right.order ?? 1));
}

/** Target group of a forward action; `chance` in [0, 1) chooses among weighted ones. */
export function chooseTargetGroup(action: Action, chance: number): string | undefined {
  if (action.targetGroupArn !== undefined) return action.targetGroupArn;
  const groups = action.forward?.targetGroups ?? [];
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  let rest = chance * total;
  for (const { arn, weight } of groups) {
    if (rest < weight) return arn;
    rest -= weight;
  }
  return groups[0]?.arn;
}
