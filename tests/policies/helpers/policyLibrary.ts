/**
 * Types for what @pulumi/policy exports and its declarations leave out, being marked internal there.
 */
export {};

declare module "@pulumi/policy/proxy" {
  export function unknownCheckingProxy(properties: object): Record<string, unknown>;
  export class UnknownValueError extends Error {}
}

declare module "@pulumi/policy/secret" {
  /** What properties wear besides for a remediation: it opens secrets, and keeps what is written to one secret. */
  export function secretsPreservingProxy(properties: object): Record<string, unknown>;
}
