/** A resource as a rule sees it. */
import type { NoteUnknown } from "./property";
import { Property } from "./property";
import { isUnknown, ownValue, withoutProxy } from "./unknown";

export interface Resource {
  /** Pulumi type token, such as `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  readonly urn: string;
  /** Inputs in a resource rule; in a stack rule outputs, without those unknown and never set. */
  readonly props: Property;
  /** Like `props` with nothing left out, for what names the resource and may not be known yet. */
  readonly references: Property;
  /** Settings of the provider that manages the resource; missing when the engine sent none. */
  readonly provider: Property;
  /** Resources that each top-level property depends on; empty in a resource rule. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** The part of the engine's arguments that both kinds of rule share. */
export interface EngineResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: object;
  readonly provider?: { readonly props: object } | undefined;
}

/** A resource of the whole stack, with what the engine knows of its relations. */
export interface EngineStackResource extends EngineResource {
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

const NO_DEPENDENCIES: ReadonlyMap<string, readonly string[]> = new Map();

function providerSettings(resource: EngineResource, note: NoteUnknown): Property {
  const settings = resource.provider ? withoutProxy(resource.provider.props) : undefined;
  return new Property(settings, "provider", note);
}

/** The resource of one `validateResource` call. */
export function fromResourceArgs(args: EngineResource, note: NoteUnknown): Resource {
  const props = new Property(withoutProxy(args.props), "", note);
  return {
    type: args.type,
    name: args.name,
    urn: args.urn,
    props,
    references: props,
    provider: providerSettings(args, note),
    dependencies: NO_DEPENDENCIES,
  };
}

/**
 * Outputs without those that the provider computes and the program never set. In a preview they are
 * unknown like an unresolved input, but an input always has an entry in the property dependencies.
 */
function withoutComputed(args: EngineStackResource): Record<string, unknown> {
  const outputs = withoutProxy(args.props);
  const given = new Set(Object.keys(args.propertyDependencies));
  return Object.fromEntries(
    Object.keys(outputs)
      .filter((key) => given.has(key) || !isUnknown(ownValue(outputs, key)))
      .map((key) => [key, ownValue(outputs, key)]),
  );
}

/** One resource of a `validateStack` call. */
export function fromStackArgs(args: EngineStackResource, note: NoteUnknown): Resource {
  return {
    type: args.type,
    name: args.name,
    urn: args.urn,
    props: new Property(withoutComputed(args), "", note),
    references: new Property(withoutProxy(args.props), "", note),
    provider: providerSettings(args, note),
    dependencies: new Map(
      Object.entries(args.propertyDependencies).map(([key, targets]) => [
        key,
        targets.map((target) => target.urn),
      ]),
    ),
  };
}

/** The last word of a type token: `Bucket` for `aws:s3/bucket:Bucket`. */
export function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
