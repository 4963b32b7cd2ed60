/**
 * Previews many resources in the engine, for bench/policies.ts to measure.
 * Usage: node --require tsx/cjs bench/policyPreview.ts <resources> [<folder of a policy pack>]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { findEngine } from "../sandbox/engine/find";
import { sandboxPaths, writableDirectory } from "../sandbox/paths";
import { openStack } from "../sandbox/stack";
import { mixedResources, Reference } from "./mixedResources";

/** Any resource, with the two outputs that others refer to. */
class Mixed extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;

  constructor(type: string, name: string, props: pulumi.Inputs) {
    super(type, name, { ...props, arn: undefined });
  }
}

function program(count: number): () => Promise<Record<string, never>> {
  return () => {
    const made = new Map<string, Mixed>();
    const resolved = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(resolved);
      return value instanceof Reference ? made.get(value.to)?.[value.output] : value;
    };
    for (const { type, name, props } of mixedResources(count)) {
      const inputs = Object.entries(props).map(([key, value]) => [key, resolved(value)]);
      made.set(name, new Mixed(type, name, Object.fromEntries(inputs) as pulumi.Inputs));
    }
    return Promise.resolve({});
  };
}

async function main(count: number, pack: string | undefined): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "policy-bench-"));
  try {
    const repository = sandboxPaths();
    const paths = { ...sandboxPaths(root), root: repository.root, program: root };
    writableDirectory(paths.sandbox);
    writeFileSync(join(root, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
    writeFileSync(join(root, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
    // Everything is told and nothing stops the preview, with either pack.
    const config = join(root, "advisory.json");
    writeFileSync(config, JSON.stringify({ all: "advisory" }));
    const stack = await openStack({
      paths,
      stackName: "dev",
      engine: await findEngine({ cache: paths.cache, onProgress: () => undefined }),
      program: program(count),
      policyPacks: pack === undefined ? [] : [resolve(pack)],
      ...(pack !== undefined && { policyPackConfigs: [config] }),
    });
    const { counts, violations } = await stack.preview();
    console.log(JSON.stringify({ created: counts.create, violations: violations.length }));
  } finally {
    rmSync(root, { recursive: true });
  }
}

main(Number(process.argv[2]), process.argv[3]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
