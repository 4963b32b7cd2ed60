/**
 * Runs a rule and says what came of it, without reporting anything: findings, what could not be
 * verified, and a defect when the rule itself failed.
 */
import { basename } from "node:path";
import { graphOf } from "./sharedGraph";
import type { EngineResource, EngineStackResource, Resource } from "./resource";
import { fromResourceArgs } from "./resource";
import type { ResourceRule, Rule, StackRule } from "./rule";

/** What came of one rule on one resource. */
export interface Outcome {
  readonly rule: Rule;
  readonly resource: Resource;
  /** One clause per violation. */
  readonly problems: readonly string[];
  /** Paths that a decision needed and the preview does not know. */
  readonly unverified: readonly string[];
  /** Set when the rule threw: where, never with the error's text, which may quote a secret. */
  readonly defect?: string;
}

/** Settings of one run. */
export interface RunSettings {
  /** The rule's configured parameters. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The day of the run as YYYY-MM-DD. */
  readonly today: string;
}

const STACK_FRAME = /^\s+at .*?([^\s()]+):(\d+):\d+\)?$/m;

function describeDefect(error: unknown): string {
  if (!(error instanceof Error)) return "a value was thrown that is not an error";
  const frame = STACK_FRAME.exec(error.stack?.slice(error.message.length) ?? "");
  const file = frame?.[1];
  const line = frame?.[2];
  return file !== undefined && line !== undefined
    ? `${error.name} at ${basename(file)}:${line}`
    : error.name;
}

function run(
  rule: Rule,
  resource: Resource,
  notes: Set<string>,
  check: (report: (problem: string) => void) => void,
): Outcome {
  const problems = new Set<string>();
  let defect: string | undefined;
  notes.clear();
  try {
    check((problem) => problems.add(problem));
  } catch (error) {
    defect = describeDefect(error);
  }
  return { rule, resource, problems: [...problems], unverified: [...notes], defect };
}

/** Judges one resource by its inputs. The caller has checked that the rule covers its type. */
export function evaluateResource(
  rule: ResourceRule,
  args: EngineResource,
  { config, today }: RunSettings,
): Outcome {
  const notes = new Set<string>();
  const resource = fromResourceArgs(args, (path) => notes.add(path));
  return run(rule, resource, notes, (report) => {
    rule.check({ resource, props: resource.props, parameters: config, today, report });
  });
}

/** Judges every resource of the stack that the rule covers. */
export function evaluateStack(
  rule: StackRule,
  resources: readonly EngineStackResource[],
  { config, today }: RunSettings,
): readonly Outcome[] {
  const relevant = new Set([...rule.types, ...(rule.relatedTypes ?? [])]);
  const notes = new Set<string>();
  // Every resource stays in the graph as a possible hop, but only relevant ones note unknowns.
  const graph = graphOf(resources, ({ type, name }, path) => {
    if (relevant.has(type)) notes.add(`${name}: ${path}`);
  });
  return graph.ofType(rule.types).map((resource) =>
    run(rule, resource, notes, (report) => {
      const { props } = resource;
      rule.check({ resource, props, parameters: config, today, report, stack: graph });
    }),
  );
}
