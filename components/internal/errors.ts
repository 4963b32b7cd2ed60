import * as pulumi from "@pulumi/pulumi";

/**
 * A mistake in a component's arguments. Pulumi prints its message without a stack trace.
 * The message says what, got, expected, fix.
 */
export class ArgumentError extends pulumi.RunError {
  constructor(component: string, name: string, fault: string) {
    super(`${component} "${name}": ${fault}`);
  }
}
