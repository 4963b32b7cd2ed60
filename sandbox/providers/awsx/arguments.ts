/** Arguments of a component as the engine hands them over: plain, or outputs where they depend on resources. */
import type { Inputs } from "@pulumi/pulumi";

/** An argument that decides which resources exist, and so must be known. */
export function plainText(inputs: Inputs, name: string): string | undefined {
  const value: unknown = inputs[name];
  return typeof value === "string" ? value : undefined;
}

export function plainNumber(inputs: Inputs, name: string): number | undefined {
  const value: unknown = inputs[name];
  return typeof value === "number" ? value : undefined;
}
