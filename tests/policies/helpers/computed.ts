/**
 * What the AWS provider makes up where a program sets nothing. A preview shows it as unknown, like an input
 * that is not known yet; the stand-in provider of the sandbox leaves it out, so only these variations show it.
 */
import { PackageSchema } from "../../../sandbox/providers/schema/schema";
import type { Fixture } from "./engine";
import { madeUp } from "./fixture";

const schema = new PackageSchema("@pulumi/aws");

/** Optional inputs that the resource always has as outputs, so that something makes them up. */
function computedOf(type: string): readonly string[] {
  const declared = schema.resource(type);
  return [...(declared?.inputs ?? [])]
    .filter(([, { required }]) => !required)
    .map(([name]) => name)
    .filter((name) => declared?.outputs.get(name)?.mayBeAbsent === false);
}

/** The fixtures as a preview shows them before anything exists. */
export function withComputed(fixtures: readonly Fixture[]): readonly Fixture[] {
  return fixtures.map((fixture) =>
    madeUp(
      fixture,
      computedOf(fixture.type).filter((name) => !(name in fixture.props)),
    ),
  );
}
