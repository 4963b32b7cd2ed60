/**
 * Sets right what a rule objects to. A rule lists the edits that can be needed; which of them a
 * resource needs is found with the rule's own check: all of them, less each without which the check
 * says the same. So an edit never touches what the rule accepts, and nothing is decided twice.
 */
import type { Outcome, RunSettings } from "../evaluate";
import { evaluateResource, evaluateStack } from "../evaluate";
import { ruleOn } from "../exceptions/ruling";
import { Property } from "../property";
import type { EngineResource } from "../resource";
import type { Rule } from "../rule";
import type { PackRun } from "../run";
import { withoutProxy } from "../unknown";
import type { PlacedEdit } from "./edits";
import { asPlain, describeEdit, edited, holdsAsset, placed } from "./edits";

type Tree = Readonly<Record<string, unknown>>;

/** Why a resource with files is left alone; part of the violation's message. */
const HOLDS_ASSET =
  "Not set right by the pack: the resource holds a file or an archive, whose hash a remediation " +
  "would lose, and with it later changes of the content.";

/** What the rule says of a resource by itself. A stack rule sees no other resource here. */
function outcomeOf(
  rule: Rule,
  resource: EngineResource,
  settings: RunSettings,
): Outcome | undefined {
  if (rule.scope === "resource") return evaluateResource(rule, resource, settings);
  // Every input counts as given, so that one that is unknown yet is not taken for a computed one.
  const given = Object.keys(resource.props).map((key) => [key, []] as const);
  const alone = { ...resource, propertyDependencies: Object.fromEntries(given) };
  return evaluateStack(rule, [alone], settings)[0];
}

/** The problems that stand after the edits; undefined when the rule itself failed. */
type Judge = (properties: Tree) => readonly string[] | undefined;

function isSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fewest of the edits that reach what all of them reach together. */
function needed(
  edits: readonly PlacedEdit[],
  properties: Tree,
  judge: Judge,
): readonly PlacedEdit[] {
  const aim = judge(edited(properties, edits));
  if (isSame(aim, judge(properties))) return [];
  return edits.reduce((kept, edit) => {
    const without = kept.filter((each) => each !== edit);
    return isSame(judge(edited(properties, without)), aim) ? without : kept;
  }, edits);
}

/**
 * The resource's properties with everything set right that the rule objects to and can set; undefined
 * when there is nothing to do. What is waived or known to the baseline is left as it is.
 */
export function remediate(
  rule: Rule,
  resource: EngineResource,
  settings: RunSettings,
  run: PackRun,
): Tree | undefined {
  const properties = withoutProxy(resource.props);
  const judge: Judge = (tree) => {
    const props = asPlain(tree) as object;
    const outcome = outcomeOf(rule, { ...resource, props }, settings);
    if (outcome === undefined || outcome.defect !== undefined) return undefined;
    return ruleOn(outcome, run.exceptions, run.today)
      .filter(({ ruling }) => ruling.kind === "stands")
      .map(({ problem }) => problem);
  };
  const problems = judge(properties) ?? [];
  if (rule.remedy === undefined || problems.length === 0) return undefined;
  if (holdsAsset(properties)) {
    run.noteUnremedied(rule, resource.urn, HOLDS_ASSET);
    return undefined;
  }
  const props = new Property(asPlain(properties), "", () => undefined);
  const edits = rule.remedy({ props, parameters: settings.config });
  const places = edits.flatMap((edit) => placed(edit, properties));
  const made = needed(places, properties, judge);
  if (made.length === 0) return undefined;
  run.noteRemedied(rule, resource.urn, made.map(describeEdit));
  return edited(properties, made);
}
