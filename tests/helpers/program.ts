/** The whole program under mocks, with the settings that the repository holds for a stack. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import main from "../../index";
import type { ResourceDefinitions, ServiceDefinition } from "../../services/contract";
import { type Registration, recordRegistrations, settled, valueOf } from "./recordingMocks";
import { enterWorkspace } from "./workspace";

/** The stacks that the repository holds settings for. */
export const stacks = ["dev", "staging", "prod"] as const;
export type StackName = (typeof stacks)[number];

/** A built page of three files, so that no test needs the real one. */
export const builtPage = {
  ".build/web/index.html": "<!doctype html><title>Shop</title>",
  ".build/web/assets/index-0a1b2c3d.js": "",
  ".build/web/images/lamp.svg": "<svg/>",
};

/** A stack's settings as Pulumi hands them to a program: texts, structured values as JSON. */
export function stackSettings(stack: StackName): Record<string, string> {
  const path = resolve(__dirname, "../..", `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(path, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** Settings by key, values as a person would write them. */
export type Settings = Readonly<Record<string, unknown>>;

function asConfig(settings: Settings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      `microservices:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

export interface ProgramRun {
  readonly registrations: readonly Registration[];
  /** The stack's outputs, as plain values. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const runs = new Map<string, Promise<ProgramRun>>();

/**
 * Runs the program once for each stack and change of its settings, however many tests ask.
 *
 * @param changes settings of the project that differ from the committed ones, without their namespace
 */
export function runProgram(stack: StackName, changes: Settings = {}): Promise<ProgramRun> {
  const key = `${stack} ${JSON.stringify(changes)}`;
  const known = runs.get(key);
  if (known) return known;
  const run = runNow(stack, changes);
  runs.set(key, run);
  return run;
}

/** Services and resources in the place of those that the repository declares. */
export interface Registry {
  readonly services: readonly ServiceDefinition[];
  readonly resources: ResourceDefinitions;
}

/** Runs the program for another registry, whose services do nothing. */
export function runRegistry(
  stack: StackName,
  registry: Registry,
  changes: Settings = {},
): Promise<ProgramRun> {
  const entries = registry.services.flatMap(({ name, migrates }) => [
    ...["main.ts", "lambda.ts", "migrate.ts"].map((file): [string, string] => [
      `services/${name}/${file}`,
      "export const x = 1;",
    ]),
    ...(migrates === undefined
      ? []
      : [[`services/${name}/migrations/001-first.sql`, "SELECT 1;"] as const]),
  ]);
  const files = { ...builtPage, ...Object.fromEntries(entries) };
  return runIn({ files }, stack, changes, registry);
}

function runNow(stack: StackName, changes: Settings): Promise<ProgramRun> {
  return runIn({ files: builtPage, links: ["services"] }, stack, changes);
}

async function runIn(
  room: Parameters<typeof enterWorkspace>[0],
  stack: StackName,
  changes: Settings,
  registry?: Registry,
): Promise<ProgramRun> {
  const workspace = enterWorkspace(room);
  try {
    const registrations = recordRegistrations(stack);
    pulumi.runtime.setAllConfig({ ...stackSettings(stack), ...asConfig(changes) });
    const outputs = await valueOf(pulumi.output(main(registry?.services, registry?.resources)));
    await settled();
    return { registrations, outputs };
  } finally {
    workspace.leave();
  }
}
