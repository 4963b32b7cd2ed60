/** Versions of the engine, such as `v3.250.0`. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { versionOf } from "../providers/version";

const PINNED = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m;

/**
 * The oldest engine to use: the SDK's own version. An engine may be newer than the SDK that talks to it, and
 * Pulumi tests it so; an older one may lack what the SDK asks for.
 */
export function minimumEngineVersion(): string {
  return versionOf("@pulumi/pulumi");
}

/** The version that `go.mod` pins for building. */
export function pinnedEngineVersion(): string {
  const version = PINNED.exec(readFileSync(join(__dirname, "go.mod"), "utf8"))?.[1];
  if (version === undefined) {
    throw new Error("sandbox/engine/go.mod does not require github.com/pulumi/pulumi/pkg/v3");
  }
  return version;
}

/** Negative when `a` is older than `b`, 0 when they are the same release. Ignores a leading `v` and suffixes. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) =>
    version.replace(/^v/, "").split(/[-+]/, 1).join("").split(".").map(Number),
  );
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Version that an executable reports, or undefined when it is no Pulumi CLI. */
export async function reportedVersion(executable: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(executable, ["version"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 20_000,
    });
    return /^v?(\d+\.\d+\.\d+\S*)$/m.exec(stdout.trim())?.[1];
  } catch {
    return undefined;
  }
}
