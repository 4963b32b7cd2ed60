/**
 * Measures what a newcomer waits for: warm start to the first answered page, preview, unit tests; and, when asked,
 * what a growing number of services costs. Prints tables and writes JSON.
 * Usage: npm run bench [-- --runs 3] [--only start,preview,test,growth] [--sizes 10,100,1000]
 * Policies are measured by themselves: npm run bench -- --only policies
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { growthBetween, measureGrowth, reportGrowth, type Growth } from "./growth/growth";
import { measurePolicies } from "./policies";
import { measure, type Measurement } from "./processTree";
import { median } from "./statistics";

const aims = {
  start: { title: "npm start, warm, to first page", seconds: 20 },
  preview: { title: "npm run preview, warm", seconds: 15 },
  test: { title: "npm test", seconds: 60, peakMB: 1500 },
} as const;
type Name = keyof typeof aims;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

/** True once the page answers 200 with a title: the first thing a person would see. */
async function pageAnswers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return response.ok && (await response.text()).includes("<title>");
  } catch {
    return false;
  }
}

async function runOnce(name: Name): Promise<Measurement> {
  const { seconds, peakMB } = await runCommand(name);
  return { seconds, peakMB };
}

async function runCommand(name: Name): Promise<Measurement> {
  switch (name) {
    case "start": {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/`;
      return measure(["node", "sandbox/cli.cjs", "start", "--port", String(port)], () =>
        pageAnswers(url),
      );
    }
    case "preview":
      return measure(["node", "sandbox/cli.cjs", "preview"]);
    case "test":
      return measure(["npm", "test", "--silent"]);
  }
}

const HELP = `npm run bench -- [options]
  --runs <count>    runs of each, after one that warms; 3 if not given
  --only <names>    of start, preview, test and growth; or policies alone
  --sizes <counts>  services for growth; 10,100,1000 if not given`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      runs: { type: "string", default: "3" },
      only: { type: "string" },
      sizes: { type: "string", default: "10,100,1000" },
    },
  });
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  const runs = wholeNumber("--runs", values.runs);
  if (values.only === "policies") {
    measurePolicies(runs);
    return;
  }
  const sizes = values.sizes.split(",").map((size) => wholeNumber("--sizes", size));
  const only = values.only?.split(",");
  const all = Object.keys(aims) as Name[];
  const unknown = only?.filter((name) => !Object.hasOwn(aims, name) && name !== "growth") ?? [];
  if (unknown.length > 0) {
    throw new Error(
      `--only must name some of ${all.join(", ")}, growth, or policies alone, got "${unknown.join(", ")}"`,
    );
  }
  const chosen = all.filter((name) => only?.includes(name) ?? true);
  // Takes the longest by far, so only when it is asked for.
  const grows = only?.includes("growth") ?? false;
  const machine = {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? "unknown",
    memoryGB: Math.round(totalmem() / 1e9),
    node: process.version,
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
  };
  const results: Record<string, { medianSeconds: number; peakMB: number; runs: Measurement[] }> =
    {};
  for (const name of chosen) {
    // The first run warms: it finds or builds the engine, builds the page, deploys.
    await runOnce(name);
    const measured: Measurement[] = [];
    for (let run = 0; run < runs; run++) measured.push(await runOnce(name));
    results[name] = {
      medianSeconds: median(measured.map((one) => one.seconds)),
      peakMB: Math.max(...measured.map((one) => one.peakMB)),
      runs: measured,
    };
  }
  const growth = grows ? await measureGrowth({ runs, sizes, onResult: tell }) : [];
  report(machine, results, growth);
}

function tell({ by, services, program, flat, ratio }: Growth): void {
  const [own, other] = [program, flat].map(({ userSeconds }) => `${userSeconds.toFixed(1)} s`);
  console.log(`${services} services by ${by}: ${own}, flat ${other}, ratio ${ratio.toFixed(2)}`);
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new Error(`${option} must be a whole number from 1, got "${text}"`);
  }
  return number;
}

function report(
  machine: Record<string, string | number>,
  results: Record<string, { medianSeconds: number; peakMB: number }>,
  growth: readonly Growth[],
): void {
  console.log(
    Object.entries(machine)
      .map(([key, value]) => `${key} ${value}`)
      .join(", "),
  );
  if (Object.keys(results).length > 0) {
    console.table(
      Object.entries(results).map(([name, { medianSeconds, peakMB }]) => ({
        measured: aims[name as Name].title,
        "median s": Number(medianSeconds.toFixed(1)),
        "aim s": aims[name as Name].seconds,
        "peak MB": Math.round(peakMB),
      })),
    );
  }
  if (growth.length > 0) reportGrowth(growth);
  mkdirSync("bench/results", { recursive: true });
  const file = `bench/results/${new Date().toISOString().replace(/[:.]/g, "-")}.json`;
  const written = { machine, results, growth, growthBetween: growthBetween(growth) };
  writeFileSync(file, `${JSON.stringify(written, undefined, 2)}\n`);
  console.log(`written to ${file}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
