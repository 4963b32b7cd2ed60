/**
 * The marks that stand for a value the engine cannot know during a preview.
 *
 * `@pulumi/policy` keeps them internal, so they are repeated here; a test holds them against the
 * installed library.
 */
const UNKNOWN_MARKS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** True for a value that only exists once the update has run. */
export function isUnknown(value: unknown): boolean {
  return UNKNOWN_MARKS.has(value);
}

/**
 * Reads an own property without triggering the proxy that `@pulumi/policy` puts around properties:
 * that proxy throws on an unknown and thereby turns a mandatory rule into an advisory remark.
 */
export function ownValue(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

/**
 * The properties behind the library's proxies, by the name that the library itself asks by: for a remediation
 * there is a second one, which opens secrets. Without a proxy they are what they are.
 */
export function withoutProxy(bag: object): Readonly<Record<string, unknown>> {
  const { __getSpecialProxyTarget: behind } = bag as { readonly __getSpecialProxyTarget?: object };
  return behind === undefined ? (bag as Readonly<Record<string, unknown>>) : withoutProxy(behind);
}
