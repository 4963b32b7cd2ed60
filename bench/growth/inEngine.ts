/**
 * One preview by the real engine, in a process of its own:
 *   node --require tsx/cjs bench/growth/inEngine.ts program|flat <services> <file of the flat program>
 * Prints its measurement as JSON. The policy pack stays out, so that programs are compared and not rules.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import main from "../../index";
import { createCheckout } from "../../tests/sandbox/engine/checkout";
import { builtPage } from "../../tests/helpers/program";
import { archivesOf, flatProgram, type FlatResource } from "./flat";
import { generatedFiles, generatedImages, generatedServices } from "./registry";

/** What one preview took, from the start of the engine to its end. */
export interface EngineRun {
  readonly seconds: number;
  readonly resources: number;
}

const [variant = "", count = "", file = ""] = process.argv.slice(2);
const repository = resolve(__dirname, "../..");
const services = generatedServices(Number(count));

/** The resources of the flat program, and files where it names bundles, which it does not make. */
function readFlat(): { resources: FlatResource[]; bundles: Record<string, string> } {
  if (variant !== "flat") return { resources: [], bundles: {} };
  const resources = JSON.parse(readFileSync(file, "utf8")) as FlatResource[];
  const bundles = resources.flatMap(archivesOf).map((path) => [`${path}/index.js`, ""]);
  return { resources, bundles: Object.fromEntries(bundles) as Record<string, string> };
}

/** Puts a folder of generated files where the checkout links to one of the repository. */
function unfold(root: string, folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(join(root, folder), { force: true });
  mkdirSync(join(root, folder));
  if (folder === "services") {
    for (const one of readdirSync(join(repository, folder))) {
      symlinkSync(join(repository, folder, one), join(root, folder, one));
    }
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

async function preview(): Promise<EngineRun> {
  const checkout = createCheckout();
  try {
    const { root } = checkout.paths;
    unfold(root, "services", generatedFiles(services));
    const flat = readFlat();
    unfold(root, ".build", { ...builtPage, ...flat.bundles });
    checkout.change((config) => {
      config["microservices:images"] = generatedImages(services);
    });
    process.chdir(root);
    const program = () =>
      Promise.resolve(variant === "flat" ? flatProgram(flat.resources) : main(services));
    let resources = 0;
    const stack = await checkout.open({
      program,
      policyPacks: [],
      onStep: (_step, steps) => {
        resources = steps;
      },
    });
    const started = performance.now();
    await stack.preview();
    return { seconds: (performance.now() - started) / 1000, resources };
  } finally {
    process.chdir(repository);
    checkout.remove();
  }
}

preview().then(
  (run) => {
    process.stdout.write(`${JSON.stringify(run)}\n`);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
