/** The committed upgrade locks: what an upgrade would lose fails, anything else is brought up to date by one command. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { explainLosses } from "../../upgrades/explain";
import { lockOf, type Lock } from "../../upgrades/lock";
import { lossesBetween } from "../../upgrades/losses";
import type { DeclaredResource } from "../../upgrades/resources";
import { assertSnapshot } from "./snapshots";

export const project = "microservices";

/** The committed lock of a stack; an empty one for a stack that has none yet. */
export function committedLock(stack: string): Lock {
  const path = resolve(__dirname, "../..", lockFile(stack));
  if (!existsSync(path)) return { stateful: {}, stateless: {}, replacing: {}, aliases: {} };
  return JSON.parse(readFileSync(path, "utf8")) as Lock;
}

function lockFile(stack: string): string {
  return `upgrades/locks/${stack}.json`;
}

/** Names in `ACCEPT_LOSS`, the second word that it takes to accept a loss; it says nothing without the first. */
export function acceptedLosses(environment: NodeJS.ProcessEnv): string[] {
  const { UPDATE_SNAPSHOTS: update, ACCEPT_LOSS: names = "" } = environment;
  return update === "1" ? names.split(",").filter((name) => name !== "") : [];
}

/** Fails with what the upgrade would lose, or when the committed lock is not the program's. */
export function assertUpgradable(stack: string, resources: readonly DeclaredResource[]): void {
  const home = { project, stack };
  const accepted = acceptedLosses(process.env);
  const losses = lossesBetween(committedLock(stack), resources, home);
  const unmeant = losses.filter(({ name }) => !accepted.includes(name));
  assert.ok(unmeant.length === 0, explainLosses(unmeant, stack));
  assertSnapshot(lockFile(stack), lockOf(resources, home));
}
