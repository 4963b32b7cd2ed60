/**
 * What a growing number of services costs: the program against the flat one of the same resources, alternating, each
 * run in a process of its own. Under mocks the program alone is measured, with the engine also what it does.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "../processTree";
import { median } from "../statistics";
import type { FlatResource } from "./flat";
import type { EngineRun } from "./inEngine";
import type { ProgramRun } from "./inProcess";

/** The most that the program may take, as a multiple of the flat one's user CPU. */
export const aimedRatio = 1.25;

/**
 * What a large stack's Pulumi.yaml gives Node.js as `nodeargs`: a thousand services take more memory than it allows
 * itself, and with the usual 16 MB for young objects their collections, each slower as the heap grows, take a third
 * of the time.
 */
const nodeArgs = ["--max-old-space-size=14336", "--max-semi-space-size=64"];

const variants = ["flat", "program"] as const;
type Variant = (typeof variants)[number];

/** What one variant took with one number of services, medians of its runs. */
export interface Cost {
  readonly seconds: number;
  readonly userSeconds: number;
  readonly peakMB: number;
}

export interface Growth {
  readonly by: "mocks" | "engine";
  readonly services: number;
  /** Resources of the flat program, which are those of AWS. */
  readonly resources: number;
  readonly program: Cost;
  readonly flat: Cost;
  /** The program's user CPU by the flat one's. */
  readonly ratio: number;
}

export interface GrowthOptions {
  /** Pairs of runs, of which the median counts. */
  readonly runs: number;
  readonly sizes: readonly number[];
  /** Sizes up to this one are previewed by the engine too. @default 100 */
  readonly engineUpTo?: number;
  /** Told of each result as it comes, since all of them take an hour. @default nobody */
  readonly onResult?: (result: Growth) => void;
}

export async function measureGrowth(options: GrowthOptions): Promise<Growth[]> {
  const { runs, sizes, engineUpTo = 100, onResult } = options;
  const folder = mkdtempSync(join(tmpdir(), "growth-"));
  const results: Growth[] = [];
  try {
    for (const services of sizes) {
      const file = join(folder, `${services}.json`);
      await run("inProcess", "record", services, file);
      const kinds = services <= engineUpTo ? (["mocks", "engine"] as const) : (["mocks"] as const);
      for (const by of kinds) {
        const costs: Record<Variant, Cost[]> = { flat: [], program: [] };
        for (let pair = 0; pair < runs; pair++) {
          for (const variant of variants)
            costs[variant].push(await costOf(by, variant, services, file));
        }
        const result = growth(by, services, countOf(file), costs);
        results.push(result);
        onResult?.(result);
      }
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countOf(file: string): number {
  return (JSON.parse(readFileSync(file, "utf8")) as FlatResource[]).length;
}

function growth(
  by: Growth["by"],
  services: number,
  resources: number,
  costs: Readonly<Record<Variant, readonly Cost[]>>,
): Growth {
  const [program, flat] = [medianCost(costs.program), medianCost(costs.flat)];
  return { by, services, resources, program, flat, ratio: program.userSeconds / flat.userSeconds };
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    userSeconds: median(costs.map(({ userSeconds }) => userSeconds)),
    peakMB: median(costs.map(({ peakMB }) => peakMB)),
  };
}

async function costOf(
  by: Growth["by"],
  variant: Variant,
  services: number,
  file: string,
): Promise<Cost> {
  if (by === "mocks") {
    const { output } = await run("inProcess", variant, services, file);
    return JSON.parse(output) as ProgramRun;
  }
  const { output, userSeconds, peakMB } = await run("inEngine", variant, services, file);
  const { seconds } = JSON.parse(output) as EngineRun;
  return { seconds, userSeconds, peakMB };
}

async function run(
  program: "inProcess" | "inEngine",
  variant: Variant | "record",
  services: number,
  file: string,
): Promise<{ output: string; userSeconds: number; peakMB: number }> {
  const script = join(__dirname, `${program}.ts`);
  const node = ["node", ...nodeArgs, "--require", "tsx/cjs", script];
  // Only a shell knows the CPU time of everything that a command started and waited for.
  const timed = ["bash", "-c", 'TIMEFORMAT=%U; time "$@"', "bash"] as const;
  const measured = await measure([...timed, ...node, variant, String(services), file]);
  const [time = "", output = ""] = measured.output.trim().split("\n").reverse();
  return { output, userSeconds: Number(time), peakMB: measured.peakMB };
}

/** Seconds of user CPU per service of the largest size by those of the one before; 1 is linear. */
export function growthBetween(results: readonly Growth[]): number | undefined {
  const [last, before] = results.filter(({ by }) => by === "mocks").reverse();
  if (last === undefined || before === undefined) return undefined;
  const each = ({ program, services }: Growth) => program.userSeconds / services;
  return each(last) / each(before);
}

export function reportGrowth(results: readonly Growth[]): void {
  console.table(
    results.map(({ by, services, resources, program, flat, ratio }) => ({
      by,
      services,
      resources,
      "user s": Number(program.userSeconds.toFixed(1)),
      "flat user s": Number(flat.userSeconds.toFixed(1)),
      ratio: Number(ratio.toFixed(2)),
      aim: aimedRatio,
      "wall s": Number(program.seconds.toFixed(1)),
      "flat wall s": Number(flat.seconds.toFixed(1)),
      MB: Math.round(program.peakMB),
      "flat MB": Math.round(flat.peakMB),
    })),
  );
  const linear = growthBetween(results);
  if (linear !== undefined) {
    console.log(`user CPU per service, the largest size by the one before: ${linear.toFixed(2)}`);
  }
}
