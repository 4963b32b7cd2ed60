/** `traces`: prints the last traces of the sandbox that runs. */
import type { Trace } from "../cloud/traces/collector";
import { SandboxError } from "../errors";
import type { SandboxPaths } from "../paths";
import { table } from "../progress";
import type { CommandLine } from "./arguments";
import { runningSandbox } from "./runFile";

const shown = 10;
const longestWaitMs = 5_000;

export async function traces(_line: CommandLine, paths: SandboxPaths): Promise<void> {
  const running = runningSandbox(paths);
  if (running === undefined) {
    throw new SandboxError('No sandbox runs from this checkout. Start one with "npm start".');
  }
  const { stack, tracesUrl } = running;
  if (tracesUrl === undefined) {
    throw new SandboxError(
      `No task of stack "${stack}" has a collector, so nothing is traced. Give the stack one with tracing: { collector: adot } in Pulumi.${stack}.yaml.`,
    );
  }
  const answer = await fetch(tracesUrl, { signal: AbortSignal.timeout(longestWaitMs) });
  console.log(tracesText((await answer.json()) as Trace[]));
}

/** The last traces, the latest first; a span stands below the one that it is part of. */
export function tracesText(all: readonly Trace[]): string {
  if (all.length === 0) {
    return "No trace yet: ask for something, and then again a second later.";
  }
  return all.slice(0, shown).map(traceText).join("\n\n");
}

function traceText({ traceId, spans }: Trace): string {
  const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
  const startedAt = new Date(spans[0]?.startMs ?? 0).toISOString();
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (parentId: string, depth: number): string[][] =>
    spans
      .filter((span) => (known.has(span.parentId) ? span.parentId : "") === parentId)
      .flatMap((span) => [row(span, depth), ...below(span.spanId, depth + 1)]);
  return `${root}  ${startedAt}\n${table(below("", 0))}`;
}

function row(span: Trace["spans"][number], depth: number): string[] {
  const { service, name, startMs, endMs, failed, attributes } = span;
  const { "http.response.status_code": status = "", "error.type": errorType = "" } = attributes;
  return [
    `${(endMs - startMs).toFixed(1).padStart(8)} ms`,
    service,
    `${"  ".repeat(depth)}${name}`,
    String(status),
    failed ? `failed: ${String(errorType)}` : "",
  ];
}
