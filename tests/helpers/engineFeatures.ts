/**
 * What engines do and the SDK's mocks do not say that they can: transforms and hooks, which are kept for the
 * test to call, and aliases by what differs, which reach the engine as they were written.
 */
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";

/** The part of the SDK's state that concerns these; its declarations leave it out. */
interface SdkState {
  readonly getStore: () => {
    supportsAliasSpecs: boolean;
    supportsTransforms: boolean;
    callbacks: unknown;
  };
}

const { getStore } = createRequire(__filename)("@pulumi/pulumi/runtime/state") as SdkState;

const transforms = new Map<string, pulumi.ResourceTransform>();
const hooks = new Map<string, pulumi.ResourceHook>();

/**
 * Lets resources be declared with transforms and hooks, which the SDK's mocks refuse, and with any alias, some of
 * which they drop.
 */
export function allowEngineFeatures(): void {
  const store = getStore();
  store.supportsAliasSpecs = true;
  store.supportsTransforms = true;
  store.callbacks = {
    registerTransform: (transform: pulumi.ResourceTransform) => {
      const token = randomUUID();
      transforms.set(token, transform);
      const callback = new Callback();
      callback.setToken(token);
      return Promise.resolve(callback);
    },
    registerResourceHook: (hook: pulumi.ResourceHook) => {
      hooks.set(hook.name, hook);
      return Promise.resolve();
    },
    awaitStackRegistrations: () => Promise.resolve(),
    shutdown: () => {
      transforms.clear();
      hooks.clear();
    },
  };
}

/** The transforms that a resource was registered with, by the tokens of its request. */
export function transformsOf(callbacks: readonly Callback[]): readonly pulumi.ResourceTransform[] {
  return callbacks.flatMap((callback) => transforms.get(callback.getToken()) ?? []);
}

/** The hooks that a resource was registered with, by their names. */
export function hooksOf(names: readonly string[]): readonly pulumi.ResourceHook[] {
  return names.flatMap((name) => hooks.get(name) ?? []);
}
