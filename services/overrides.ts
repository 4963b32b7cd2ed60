/** What a stack's settings may change in a service's definition. Pure. */
import type { Runtime, RuntimeKind, Scale, ServiceDefinition } from "./contract";

/** A runtime by its kind; what is left out stays as the definition has it, as far as the kind knows it. */
export type RuntimeOverride = {
  readonly [Kind in RuntimeKind]: { readonly kind: Kind } & Partial<
    Omit<Extract<Runtime, { kind: Kind }>, "kind">
  >;
}[RuntimeKind];

export interface ServiceOverride {
  readonly runtime?: RuntimeOverride;
  readonly scale?: Scale;
}

/** The definition as the stack wants it. */
export function withOverride(
  service: ServiceDefinition,
  override: ServiceOverride | undefined,
): ServiceDefinition {
  if (override === undefined) return service;
  const { runtime, scale } = override;
  return {
    ...service,
    runtime: runtime === undefined ? service.runtime : runtimeWith(service.runtime, runtime),
    ...(scale === undefined ? {} : { scale: { ...service.scale, ...scale } }),
  };
}

/** Another kind keeps the memory, which every runtime has, and nothing else. */
function runtimeWith(runtime: Runtime, override: RuntimeOverride): Runtime {
  const { memoryMiB } = runtime;
  switch (override.kind) {
    case "fargate":
      return { memoryMiB, ...(runtime.kind === "fargate" ? runtime : {}), ...override };
    case "ec2":
      return { memoryMiB, ...(runtime.kind === "ec2" ? runtime : {}), ...override };
    case "lambda":
      return { memoryMiB, ...(runtime.kind === "lambda" ? runtime : {}), ...override };
    case "eks":
      return { memoryMiB, ...(runtime.kind === "eks" ? runtime : {}), ...override };
  }
}
