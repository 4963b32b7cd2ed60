/** `start`: previews, deploys and runs the stack on this machine. */
import { startCloud } from "../cloud";
import { emulatorIsInstalled, ensureEmulatorInstalled } from "../cloud/ministack/install";
import type { CloudEvent, RunningCloud } from "../cloud/types";
import type { EngineReport } from "../engine/events";
import { FailedRunError } from "../errors";
import { findEngine } from "../engine/find";
import type { Engine } from "../engine/find";
import { requireStack } from "../engine/settings";
import { writableCache, writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";
import { Progress } from "../progress";
import { playScenario } from "../scenario";
import { openStack } from "../stack";
import type { SandboxStack } from "../stack";
import type { CommandLine } from "./arguments";
import { interruption } from "./interruption";
import type { Interruption } from "./interruption";
import { requireFreePort } from "./port";
import { doneText, plannedText, printWarnings } from "./report";
import { claim, release, updateRecord } from "./runFile";
import type { RunRecord } from "./runFile";
import { serviceFaults, servicesTable } from "./services";
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
  requireStack(paths.program, line.stack);
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
    const progress = new Progress();
    const stop = interruption(() => {
      progress.stopping();
    });
    const run: Start = { line, paths, progress, stop };
    await installEmulator(run);
    const stack = await deploy(run);
    const cloud = await runCloud(run, stack, record);
    await stayOrCheck(run, cloud, record);
  } finally {
    release(paths);
  }
}

/** First of all and only once, so that a missing Python is known before the engine is built. */
async function installEmulator({ paths, progress, stop }: Start): Promise<void> {
  if (await emulatorIsInstalled(paths.cache)) {
    return;
  }
  await progress.phase(
    "emulator",
    (detail) =>
      stop.guard(() => ensureEmulatorInstalled(writableCache(paths.cache), detail, stop.signal)),
    () => "installed",
  );
}

async function deploy(run: Start): Promise<SandboxStack> {
  const { paths, progress, stop } = run;
  const engine = await progress.phase(
    "engine",
    (detail) =>
      stop.guard(() => findEngine({ cache: paths.cache, onProgress: detail, signal: stop.signal })),
    ({ version, source }) => `Pulumi v${version}, ${source}`,
  );
  await progress.phase(
    "web page",
    () => stop.guard(() => buildWeb(paths, stop.signal)),
    (result) => result,
  );
  const stack = await stop.guard(() => open(run, engine));
  const preview = await progress.phase(
    "preview",
    () => stop.guard(() => stack.preview()),
    plannedText,
  );
  printWarnings(preview, (text) => {
    progress.line(text);
  });
  if (changes(preview) || !stack.isDeployed) {
    await progress.phase("deploy", () => stop.guard(() => stack.up()), doneText);
  }
  return stack;
}

/** Steps of the running engine go to the live line of the phase that runs. */
function open({ line, paths, progress, stop }: Start, engine: Engine): Promise<SandboxStack> {
  return openStack({
    paths,
    engine,
    stackName: line.stack,
    signal: stop.signal,
    onStep: ({ operation, name }, count) => {
      progress.detail(`${count} resources, ${operation} ${name}`);
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
  const { line, paths, progress, stop } = run;
  const running: { cloud?: RunningCloud } = {};
  running.cloud = await progress.phase("cloud", (detail) =>
    stop.guard(async () =>
      startCloud({
        state: await stack.exportState(),
        stackName: line.stack,
        dataDirectory: writableDirectory(paths.data(line.stack)),
        cacheDirectory: writableCache(paths.cache),
        port: line.port,
        projectDirectory: paths.root,
        signal: stop.signal,
        onEvent: (event) => {
          showEvent(event, progress, detail);
          if (changesStatus(event) && running.cloud !== undefined) {
            updateRecord(paths, { ...record, ...statusOf(running.cloud) });
          }
        },
      }),
    ),
  );
  return running.cloud;
}

function changesStatus({ kind }: CloudEvent): boolean {
  return kind === "health" || kind === "queues";
}

function statusOf(cloud: RunningCloud): Omit<RunRecord, "pid" | "stack" | "startedAt"> {
  const services = cloud.services();
  const { url, tracesUrl } = cloud;
  return { url, phase: "running", services, queues: cloud.queues(), tracesUrl };
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
      break;
    case "queues":
      break;
  }
}

async function stayOrCheck(run: Start, cloud: RunningCloud, record: RunRecord): Promise<void> {
  const { line, paths, progress, stop } = run;
  try {
    updateRecord(paths, { ...record, ...statusOf(cloud) });
    progress.line(`\n${servicesTable(cloud.services())}\n`);
    if (line.check) {
      await progress.phase(
        "scenario",
        (detail) => stop.guard(() => check(cloud, detail)),
        (steps) => steps.join(", "),
      );
    } else {
      for (const fault of serviceFaults(cloud.services())) {
        progress.line(fault);
      }
      progress.line(`${progress.styled("bold", cloud.url)}   (Ctrl-C stops it)`);
      await stop.requested;
    }
  } finally {
    await progress.phase("stop", () => cloud.stop());
  }
}

/** Plays the scenario; a failure names the services that are not well, as they are the likely reason. */
async function check(cloud: RunningCloud, onStep: (step: string) => void): Promise<string[]> {
  try {
    return await playScenario(cloud.url, onStep);
  } catch (error) {
    const faults = serviceFaults(cloud.services());
    throw error instanceof FailedRunError && faults.length > 0
      ? new FailedRunError(error.message, faults.join("\n"))
      : error;
  }
}
