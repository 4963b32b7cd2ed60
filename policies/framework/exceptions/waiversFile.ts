/** Reads waivers.yaml. What is wrong with an entry is told, and the entry then waives nothing. */
import type { Document, Node } from "yaml";
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { didYouMean } from "../similarIds";
import type { Waiver } from "./waiver";
import { daysBetween } from "./waiver";

export interface WaiversFile {
  readonly waivers: readonly Waiver[];
  /** One sentence per fault, with file and line. */
  readonly faults: readonly string[];
}

interface Source {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly text: string;
  /** Ids of the pack's rules. */
  readonly ruleIds: readonly string[];
  /** The day of the run as YYYY-MM-DD. */
  readonly today: string;
}

const REQUIRED = ["rule", "resource", "reason", "owner", "expires"] as const;
const KEYS: readonly string[] = [...REQUIRED, "stacks"];
const LONGEST_DAYS = 366;
const SHORTEST_REASON = 10;

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text)
  );
}

function faultOfExpiry(expires: string, today: string): string | undefined {
  if (!isDay(expires)) {
    return `expires must be a day as YYYY-MM-DD, got "${expires}".`;
  }
  const days = daysBetween(today, expires);
  return days > LONGEST_DAYS
    ? `expires must be at most a year ahead, got ${expires}, ${days} days from ${today}. ` +
        "Set an earlier day, and renew the waiver when it comes."
    : undefined;
}

function faultsOf(fields: ReadonlyMap<string, string>, source: Source): readonly string[] {
  const text = (key: string): string => fields.get(key) ?? "";
  const missing = REQUIRED.filter((key) => text(key).trim() === "");
  if (missing.length > 0) {
    return [
      `${missing.join(" and ")} must be given as text; an entry needs ${REQUIRED.join(", ")}.`,
    ];
  }
  const faults: (string | undefined)[] = [
    source.ruleIds.includes(text("rule"))
      ? undefined
      : `rule "${text("rule")}" is not a rule of this pack.${didYouMean(text("rule"), source.ruleIds)}`,
    /[A-Za-z0-9]/.test(text("resource"))
      ? undefined
      : `resource "${text("resource")}" would waive the rule everywhere. Name the resource, or ` +
        "set the rule's enforcementLevel in the file given with --policy-pack-config.",
    text("reason").trim().length >= SHORTEST_REASON
      ? undefined
      : `reason must say in a sentence why the violation is accepted, got "${text("reason")}".`,
    faultOfExpiry(text("expires"), source.today),
  ];
  return faults.flatMap((fault) => fault ?? []);
}

function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  // The text as written: YAML would turn 2026-12-31 or a numeric owner into something else.
  return node.source ?? (typeof node.value === "string" ? node.value : undefined);
}

interface Entry {
  readonly fields: ReadonlyMap<string, string>;
  readonly stacks: readonly string[];
  readonly faults: readonly string[];
}

function readStacks(node: unknown): readonly string[] | undefined {
  if (!isSeq(node)) return undefined;
  const names = node.items.flatMap((item) => textOf(item) ?? []);
  return names.length === node.items.length && names.length > 0 ? names : undefined;
}

function readEntry(node: Node, source: Source): Entry {
  if (!isMap(node)) {
    const fault = `an entry must be a map with ${REQUIRED.join(", ")}.`;
    return { fields: new Map(), stacks: [], faults: [fault] };
  }
  const faults: string[] = [];
  const fields = new Map<string, string>();
  let stacks: readonly string[] = ["*"];
  for (const { key, value } of node.items) {
    const name = textOf(key) ?? "";
    if (!KEYS.includes(name)) {
      faults.push(`key "${name}" is unknown; accepted are ${KEYS.join(", ")}.`);
    } else if (name === "stacks") {
      const names = readStacks(value);
      if (names) stacks = names;
      else faults.push("stacks must be a list of stack names, such as [prod].");
    } else {
      fields.set(name, textOf(value) ?? "");
    }
  }
  return { fields, stacks, faults: [...faults, ...faultsOf(fields, source)] };
}

function entriesOf(document: Document, file: string): readonly Node[] | string {
  const { contents } = document;
  if (contents === null) return [];
  const list = isMap(contents) ? contents.get("waivers", true) : undefined;
  const isOnlyKey = isMap(contents) && contents.items.length === 1;
  if (!isOnlyKey || !(isSeq(list) || (isScalar(list) && list.value === null))) {
    return `${file}: the file must hold one key, waivers, with a list.`;
  }
  return isSeq(list) ? (list.items as Node[]) : [];
}

export function readWaivers(source: Source): WaiversFile {
  const { file, text } = source;
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0]);
    return { waivers: [], faults: [`${file}:${line}: is not valid YAML: ${error.message}.`] };
  }
  const entries = entriesOf(document, file);
  if (typeof entries === "string") return { waivers: [], faults: [entries] };
  const waivers: Waiver[] = [];
  const faults: string[] = [];
  for (const node of entries) {
    const place = `${file}:${lineCounter.linePos(node.range?.[0] ?? 0).line}`;
    const entry = readEntry(node, source);
    faults.push(...entry.faults.map((fault) => `${place}: ${fault}`));
    if (entry.faults.length > 0) continue;
    const field = (key: string): string => entry.fields.get(key) ?? "";
    waivers.push({
      rule: field("rule"),
      resource: field("resource"),
      reason: field("reason").replace(/\s+/g, " ").trim(),
      owner: field("owner"),
      expires: field("expires"),
      stacks: entry.stacks,
      place,
    });
  }
  return { waivers, faults };
}
