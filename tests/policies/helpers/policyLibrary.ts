/**
 * Types for what @pulumi/policy exports and its declarations leave out, being marked internal there.
 */
export {};

declare module "@pulumi/policy/proxy" {
  export function unknownCheckingProxy(properties: object): Record<string, unknown>;
  export class UnknownValueError extends Error {}
}
