/**
 * What policies cost: the engine's preview of 1,000 mixed resources with no pack, with AWS Guard and with
 * this repository's, in turns, both as they are published; and 10,000 resources judged without an engine.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sandboxPaths } from "../sandbox/paths";
import { median } from "./statistics";

const AWS_GUARD = "0.3.1";
const IN_ENGINE = 1000;
const WITHOUT_ENGINE = 10_000;

/** The aims: less time than AWS Guard adds; 5 s and 500 MB for the units. */
const UNIT_AIMS = { seconds: 5, peakMB: 500 };

interface Cost {
  readonly seconds: number;
  /** Of the command and all its children. */
  readonly userSeconds: number;
}

interface UnitResult {
  readonly resourceRuleSeconds: number;
  readonly stackRuleSeconds: number;
  readonly peakMB: number;
}

const CACHE = sandboxPaths().cache;

/** Installs a package into a folder of its own. */
function install(folder: string, wanted: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "measured", version: "1.0.0", private: true };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const options = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
  execFileSync("npm", ["install", ...options, wanted], { cwd: folder });
}

/** AWS Guard in the user's cache, installed when it is not there yet; it is no dependency of the project. */
function awsGuard(): string {
  const folder = join(CACHE, `awsguard-${AWS_GUARD}`);
  if (existsSync(join(folder, "index.js"))) return folder;
  install(folder, `@pulumi/awsguard@${AWS_GUARD}`);
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  const pack = 'new (require("@pulumi/awsguard").AwsGuard)({ all: "advisory" });\n';
  writeFileSync(join(folder, "index.js"), pack);
  return folder;
}

/** This pack as it is published: packed from the sources as they are, and installed as its users do. */
function published(): string {
  const folder = join(CACHE, "measured-policies");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const policies = resolve(__dirname, "../policies");
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: policies });
  const [archive = ""] = readdirSync(folder);
  install(folder, join(folder, archive));
  return join(folder, "node_modules", "aws-microservices-policies");
}

/** Seconds from a shell's `times`: `0m11.185s`. */
function secondsOf(text = ""): number {
  const [minutes = "", seconds = ""] = text.replace(/s$/, "").split("m");
  return Number(minutes) * 60 + Number(seconds);
}

function preview(pack: string | undefined): Cost {
  const program = [process.execPath, "--require", "tsx/cjs", "bench/policyPreview.ts"];
  const command = [...program, String(IN_ENGINE), ...(pack === undefined ? [] : [pack])];
  const started = performance.now();
  const shell = ["-c", '"$@" || exit; times', "sh", ...command];
  const output = execFileSync("sh", shell, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seconds = (performance.now() - started) / 1000;
  // The last line is of the children: user and system.
  const [user] = output.trim().split("\n").at(-1)?.split(" ") ?? [];
  return { seconds, userSeconds: secondsOf(user) };
}

function units(): UnitResult {
  const args = ["--require", "tsx/cjs", "bench/policyUnits.ts", String(WITHOUT_ENGINE)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as UnitResult;
}

/** Measures and prints tables. */
export function measurePolicies(runs: number): void {
  const packs = { "no pack": undefined, "AWS Guard": awsGuard(), "this pack": published() };
  const costs = new Map<string, Cost[]>();
  preview(undefined); // Warms the caches of the disk.
  for (let run = 0; run < runs; run++) {
    for (const [name, pack] of Object.entries(packs)) {
      costs.set(name, [...(costs.get(name) ?? []), preview(pack)]);
    }
  }
  console.log(`the engine's preview of ${IN_ENGINE} resources, medians of ${runs}`);
  console.table(
    [...costs].map(([name, all]) => ({
      with: name,
      "median s": Number(median(all.map(({ seconds }) => seconds)).toFixed(1)),
      "user CPU s": Number(median(all.map(({ userSeconds }) => userSeconds)).toFixed(1)),
    })),
  );
  const { resourceRuleSeconds, stackRuleSeconds, peakMB } = units();
  console.log(`${WITHOUT_ENGINE} resources without an engine`);
  console.table([
    {
      "resource rules, s": Number(resourceRuleSeconds.toFixed(1)),
      "stack rules, s": Number(stackRuleSeconds.toFixed(1)),
      "aim, s": UNIT_AIMS.seconds,
      "peak MB": Math.round(peakMB),
      "aim, MB": UNIT_AIMS.peakMB,
    },
  ]);
}
