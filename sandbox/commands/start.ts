/** `start`: previews, deploys and runs the stack on this machine. */
import { startCloud } from "../cloud";
import type { CloudEvent, RunningCloud, ServiceStatus } from "../cloud/types";
import type { EngineReport } from "../engine/events";
import { findEngine } from "../engine/find";
import type { Engine } from "../engine/find";
import { requireStack } from "../engine/settings";
import { writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";
import { Progress, table } from "../progress";
import { playScenario } from "../scenario";
import { openStack } from "../stack";
import type { SandboxStack } from "../stack";
import type { CommandLine } from "./arguments";
import { interruption } from "./interruption";
import type { Interruption } from "./interruption";
import { requireFreePort } from "./port";
import { countsText, printWarnings } from "./report";
import { claim, release, updateRecord } from "./runFile";
import type { RunRecord } from "./runFile";
import { buildWeb } from "./web";

/** Everything that the phases share. */
interface Start {
  readonly line: CommandLine;
  readonly paths: SandboxPaths;
  readonly progress: Progress;
  readonly stop: Interruption;
}

/** Resolves when the sandbox has been stopped, or the check has passed. */
export async function start(line: CommandLine, paths: SandboxPaths): Promise<void> {
  requireStack(paths.root, line.stack);
  const record: RunRecord = {
    pid: process.pid,
    stack: line.stack,
    url: `http://127.0.0.1:${line.port}`,
    startedAt: new Date().toISOString(),
    phase: "starting",
    services: [],
  };
  claim(paths, record);
  try {
    await requireFreePort(line.port);
    const run: Start = { line, paths, progress: new Progress(), stop: interruption() };
    const stack = await deploy(run);
    const cloud = await runCloud(run, stack, record);
    await stayOrCheck(run, cloud, record);
  } finally {
    release(paths);
  }
}

async function deploy(run: Start): Promise<SandboxStack> {
  const { paths, progress, stop } = run;
  const engine = await progress.phase(
    "engine",
    (detail) => findEngine({ cache: paths.cache, onProgress: detail, signal: stop.signal }),
    ({ version, source }) => `Pulumi v${version}, ${source}`,
  );
  await progress.phase(
    "web page",
    () => buildWeb(paths, stop.signal),
    (result) => result,
  );
  const stack = await open(run, engine);
  const preview = await progress.phase("preview", () => stack.preview(), countsText);
  printWarnings(preview, (text) => {
    progress.line(text);
  });
  if (changes(preview) || !stack.isDeployed) {
    await progress.phase("deploy", () => stack.up(), countsText);
  }
  return stack;
}

/** Steps of the running engine go to the live line of the phase that runs. */
function open({ line, paths, progress, stop }: Start, engine: Engine): Promise<SandboxStack> {
  let steps = 0;
  return openStack({
    paths,
    engine,
    stackName: line.stack,
    signal: stop.signal,
    onStep: ({ operation, name }) => {
      steps++;
      progress.detail(`${steps} resources, ${operation} ${name}`);
    },
    onNotice: (message) => {
      progress.line(`  ${message}`);
    },
  });
}

function changes({ counts }: EngineReport): boolean {
  return Object.entries(counts).some(([operation, count]) => operation !== "same" && count > 0);
}

async function runCloud(run: Start, stack: SandboxStack, record: RunRecord): Promise<RunningCloud> {
  const { line, paths, progress } = run;
  const running: { cloud?: RunningCloud } = {};
  running.cloud = await progress.phase("cloud", async (detail) =>
    startCloud({
      state: await stack.exportState(),
      stackName: line.stack,
      dataDirectory: writableDirectory(paths.data(line.stack)),
      cacheDirectory: writableDirectory(paths.cache),
      port: line.port,
      projectDirectory: paths.root,
      onEvent: (event) => {
        showEvent(event, progress, detail);
        if (event.kind === "health" && running.cloud !== undefined) {
          const { url } = running.cloud;
          const services = running.cloud.services();
          updateRecord(paths, { ...record, url, phase: "running", services });
        }
      },
    }),
  );
  return running.cloud;
}

function showEvent(event: CloudEvent, progress: Progress, detail: (text: string) => void): void {
  switch (event.kind) {
    case "phase":
      detail(event.state === "started" ? event.phase : `${event.phase} done`);
      break;
    case "progress":
      detail(event.message);
      break;
    case "warning":
      progress.line(`! ${event.source}: ${event.message}`);
      break;
    case "health":
      progress.detail(`${event.service.name} is ${event.service.health}`);
  }
}

/** One row per service: what it is, where it answers, how it is. */
export function servicesTable(services: readonly ServiceStatus[]): string {
  const rows = services.map(({ name, runtime, where, health }) => [name, runtime, where, health]);
  return table([["SERVICE", "RUNS ON", "WHERE", "HEALTH"], ...rows]);
}

async function stayOrCheck(run: Start, cloud: RunningCloud, record: RunRecord): Promise<void> {
  const { line, paths, progress, stop } = run;
  try {
    updateRecord(paths, {
      ...record,
      url: cloud.url,
      phase: "running",
      services: cloud.services(),
    });
    progress.line(`\n${servicesTable(cloud.services())}\n`);
    if (line.check) {
      await progress.phase(
        "scenario",
        (detail) => playScenario(cloud.url, detail),
        (steps) => steps.join(", "),
      );
    } else {
      progress.line(`${cloud.url}   (Ctrl-C stops it)`);
      await stop.requested;
    }
  } finally {
    await progress.phase("stop", () => cloud.stop());
  }
}
