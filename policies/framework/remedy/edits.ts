/**
 * Edits of a resource's properties as the engine hands them over for remediation: a tree in which
 * secrets are wrapped and values that are not known yet are marks. An edit copies what lies on its
 * way, keeps a secret secret, and never writes over or below what is unknown.
 */
import { Secret } from "@pulumi/policy";
import { isUnknown } from "../unknown";

/** What an edit writes. */
export type EditValue = string | number | boolean | readonly EditValue[] | EditFields;
interface EditFields {
  readonly [key: string]: EditValue;
}

/** One property and the value that it gets. */
export interface Edit {
  /**
   * Where: keys joined by dots, `[]` for every element of a list and, at the end, `[+]` for a new
   * one. Blocks that are missing on the way are created, but for those with a `?` behind their key:
   * those are edited only where they are there.
   */
  readonly path: string;
  readonly value: EditValue;
}

type Step = string | number;
type Tree = Readonly<Record<string, unknown>>;

/** An edit at one place of one resource. */
export interface PlacedEdit {
  readonly steps: readonly Step[];
  readonly value: EditValue;
}

const EACH = "[]";
const APPEND = "[+]";
const IF_THERE = "?";
/** Where providers list the properties of a block that they filled in themselves. */
const DEFAULTS = "__defaults";

function isBlock(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function opened(value: unknown): unknown {
  return value instanceof Secret ? opened(value.value) : value;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function below(steps: readonly Step[], places: readonly (readonly Step[])[]): readonly Step[][] {
  return places.map((place) => [...steps, ...place]);
}

function placesOf(node: unknown, tokens: readonly string[]): readonly (readonly Step[])[] {
  const value = opened(node);
  const [token, ...rest] = tokens;
  if (isUnknown(value)) return [];
  if (token === undefined) return [[]];
  if (token === APPEND) return Array.isArray(value) || isAbsent(value) ? [[APPEND]] : [];
  if (token === EACH) {
    if (!Array.isArray(value)) return isBlock(value) ? placesOf(value, rest) : [];
    return value.flatMap((item: unknown, index) => below([index], placesOf(item, rest)));
  }
  if (token.endsWith(IF_THERE)) {
    const key = token.slice(0, -IF_THERE.length);
    return isBlock(value) && !isAbsent(opened(value[key])) ? placesOf(value, [key, ...rest]) : [];
  }
  if (isAbsent(value)) return below([token], placesOf(undefined, rest));
  // AWS blocks of at most one element arrive as a list of one from some providers.
  if (Array.isArray(value)) return value.length === 1 ? below([0], placesOf(value[0], tokens)) : [];
  return isBlock(value) ? below([token], placesOf(value[token], rest)) : [];
}

/** The edit at every place of the properties that it fits; none where the way is unknown. */
export function placed({ path, value }: Edit, properties: Tree): readonly PlacedEdit[] {
  const tokens = path.split(/\.|(?=\[)/);
  return placesOf(properties, tokens).map((steps) => ({ steps, value }));
}

/** Some properties take "false" for false; a value keeps the kind that it had. */
function inKindOf(old: unknown, value: EditValue): unknown {
  return typeof old === "string" && typeof value !== "object" ? String(value) : value;
}

/** The block without the mark that the provider had filled in the property. */
function asChosen(block: Tree, key: string): Tree {
  const defaults = block[DEFAULTS];
  if (!Array.isArray(defaults)) return block;
  return { ...block, [DEFAULTS]: defaults.filter((each) => each !== key) };
}

function written(node: unknown, steps: readonly Step[], value: EditValue): unknown {
  if (node instanceof Secret) return new Secret(written(node.value, steps, value));
  const [step, ...rest] = steps;
  if (step === undefined) return inKindOf(node, value);
  const list: readonly unknown[] = Array.isArray(node) ? node : [];
  if (step === APPEND) return [...list, value];
  if (typeof step === "number") return list.with(step, written(list[step], rest, value));
  const block = asChosen(isBlock(node) ? node : {}, step);
  return { ...block, [step]: written(block[step], rest, value) };
}

/** A copy of the properties with the edits made, one after the other. */
export function edited(properties: Tree, edits: readonly PlacedEdit[]): Tree {
  return edits.reduce<Tree>((tree, { steps, value }) => {
    const next = written(tree, steps, value);
    return isBlock(next) ? next : tree;
  }, properties);
}

/** What an edit did, such as `origins[0].customOriginConfig.originProtocolPolicy set to "https-only"`. */
export function describeEdit({ steps, value }: PlacedEdit): string {
  const path = steps.reduce<string>((text, step) => {
    if (step === APPEND) return text;
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
  const what = JSON.stringify(value);
  return steps.at(-1) === APPEND ? `${what} added to ${path}` : `${path} set to ${what}`;
}

/** The tree as rules see it: plain, with secrets opened; unknown marks stay. */
export function asPlain(node: unknown): unknown {
  const value = opened(node);
  if (Array.isArray(value)) return value.map(asPlain);
  if (!isBlock(value) || isAsset(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asPlain(item)]));
}

function isAsset(value: object): boolean {
  return "__pulumiAsset" in value || "__pulumiArchive" in value;
}

/** True when a file or an archive is among the values, however deep. */
export function holdsAsset(node: unknown): boolean {
  const value = opened(node);
  if (Array.isArray(value)) return value.some(holdsAsset);
  return isBlock(value) && (isAsset(value) || Object.values(value).some(holdsAsset));
}
