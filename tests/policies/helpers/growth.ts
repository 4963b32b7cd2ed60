/** How the work of a stack rule grows with the stack, counted, so that a busy machine does not matter. */
import {
  CLUSTER,
  LOAD_BALANCER,
  NAT_GATEWAY,
  REGISTRY_SCANNING,
} from "../../../policies/aws/types";
import { StackGraph } from "../../../policies/framework/graph";
import { fromStackArgs } from "../../../policies/framework/resource";
import type { StackRule } from "../../../policies/framework/rule";
import type { Fixture } from "./engine";
import { UNKNOWN } from "./engine";
import { stackResources } from "./unverified";

/** Types of which a stack has few, however large it is; a rule may look at all of them for each subject. */
const FEW: readonly string[] = [...CLUSTER, ...LOAD_BALANCER, ...NAT_GATEWAY, ...REGISTRY_SCANNING];

/** Properties by which other resources name one. */
const IDENTITIES: readonly string[] = ["id", "arn", "name", "bucket", "url", "alarmName"];

function identitiesOf({ props }: Fixture): readonly string[] {
  return Object.entries(props).flatMap(([key, value]) =>
    IDENTITIES.includes(key) && typeof value === "string" && value !== UNKNOWN ? [value] : [],
  );
}

/** The fixtures under other names, which refer to each other as before. */
function copied(fixtures: readonly Fixture[], mark: string): readonly Fixture[] {
  const names = new Set(fixtures.map(({ name }) => name));
  const nameOf = (name: string): string => (names.has(name) ? `${name}${mark}` : name);
  const identities = [...new Set(fixtures.flatMap(identitiesOf))].filter((text) => text !== "");
  const rename = (_: string, value: unknown): unknown =>
    typeof value === "string"
      ? identities.reduce((text, each) => text.replaceAll(each, `${each}${mark}`), value)
      : value;
  return fixtures.map((fixture) => ({
    ...fixture,
    name: nameOf(fixture.name),
    props: JSON.parse(JSON.stringify(fixture.props), rename) as object,
    dependsOn: Object.fromEntries(
      Object.entries(fixture.dependsOn ?? {}).map(([key, on]) => [key, on.map(nameOf)]),
    ),
  }));
}

/** The fixtures so many times over, apart from what a stack has few of. */
export function timesOver(
  rule: StackRule,
  fixtures: readonly Fixture[],
  times: number,
): readonly Fixture[] {
  const many = fixtures.filter(({ type }) => rule.types.includes(type) || !FEW.includes(type));
  const copies = Array.from({ length: times - 1 }, (_, index) => copied(many, `~${index}~`));
  return [...fixtures, ...copies.flat()];
}

/** How often the rule looks at a resource while it judges the stack. */
export function looksOf(rule: StackRule, fixtures: readonly Fixture[], config: object): number {
  let looks = 0;
  const resources = stackResources(fixtures).map(
    (each) =>
      new Proxy(
        fromStackArgs(each, () => undefined),
        {
          get(resource, key) {
            looks += 1;
            return Reflect.get(resource, key) as unknown;
          },
        },
      ),
  );
  const stack = new StackGraph(resources);
  const context = { parameters: { ...config }, today: "2026-01-31", report: () => undefined };
  for (const resource of stack.ofType(rule.types)) {
    rule.check({ ...context, resource, props: resource.props, stack });
  }
  return looks;
}
