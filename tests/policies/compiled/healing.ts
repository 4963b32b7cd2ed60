/** Which faults of a rule's test tables the rule's example heals, in the rule's own judgement. */
import type { Rule } from "../../../policies/framework/rule";
import type { Failure, RuleTable } from "../helpers/describeRule";
import type { Fixture } from "../helpers/engine";
import { reportsOf, UNKNOWN } from "../helpers/engine";
import { changed } from "../helpers/fixture";
import { unverifiedBy } from "../helpers/unverified";
import type { Faulty } from "./applyExample";
import { applied, counterpartOf, typeOf } from "./applyExample";
import type { Statement } from "./exampleModule";
import { plainStatement, statementsOf } from "./exampleModule";

/** Rules that want another resource in the place of the one at fault. */
const REPLACING: ReadonlySet<string> = new Set([
  "iam-no-users-or-keys",
  "iam-users-no-direct-policies",
]);

/** Rules whose example comes beside what there is of its type, such as one more alarm. */
const ADDING: ReadonlySet<string> = new Set(["alarms-per-service"]);

/** Which of several resources of one type an example's names stand for. */
const BINDINGS: Readonly<Record<string, Faulty["bindings"]>> = {
  "sqs-dlq": { deadLetters: "dead" },
  "vpc-database-reachability": { databaseGroup: "data", serviceGroup: "service" },
};

/** What the rule says of one fault. */
export interface Healing {
  /** The fault's title in the table. */
  readonly fault: string;
  /** Messages while the resources are as they were, but have run through the same mocks. */
  readonly before: readonly string[];
  /** Messages after the example, when all is known. */
  readonly after: readonly string[];
  /** Messages after the example in a first preview, when nothing that AWS computes is known. */
  readonly previewed: readonly string[];
  /** What the rule could not judge after the example, and could before. */
  readonly unjudged: readonly string[];
}

function faultyOf(rule: Rule, { valid }: RuleTable, change: Failure): Faulty {
  const [first] = valid;
  const at = change.at ?? first?.name ?? "";
  return {
    fixtures: changed(valid, change),
    at,
    touched: [change.on ?? at, ...(change.add ?? []).map(({ name }) => name)],
    isReplaced: REPLACING.has(rule.id),
    isAddedTo: ADDING.has(rule.id),
    bindings: BINDINGS[rule.id],
  };
}

/** What of the example is about the resources at hand: the rest shows the fix for other kinds. */
function relevant(example: string, faulty: Faulty): readonly Statement[] {
  return statementsOf(example).filter(
    ({ settingsOf: kind }) => kind === undefined || counterpartOf(typeOf(kind), faulty),
  );
}

/** The resources in a first preview: a property that refers to another resource is not known. */
function inPreview(fixtures: readonly Fixture[]): readonly Fixture[] {
  return fixtures.map((each) => {
    const { dependsOn = {} } = each;
    const props = Object.entries(each.props).map(
      ([key, value]) =>
        [key, (dependsOn[key] ?? []).length > 0 ? UNKNOWN : (value as unknown)] as const,
    );
    return { ...each, props: Object.fromEntries(props) };
  });
}

async function heal(
  rule: Rule,
  table: RuleTable,
  [fault, change]: readonly [string, Failure],
): Promise<Healing> {
  const faulty = faultyOf(rule, table, change);
  const messages = async (fixtures: readonly Fixture[]): Promise<readonly string[]> =>
    (await reportsOf(rule, fixtures, change.config)).map(
      ({ message }) => message.split("\n")[0] ?? "",
    );
  const statements = relevant(rule.example ?? "", faulty);
  const plain = statements.flatMap(plainStatement);
  const untouched = await applied(plain, { ...faulty, isReplaced: false });
  const fixed = await applied(statements, faulty);
  const unknown = new Set(unverifiedBy(rule, untouched));
  return {
    fault,
    before: await messages(untouched),
    after: await messages(fixed),
    previewed: await messages(inPreview(fixed)),
    unjudged: unverifiedBy(rule, fixed).filter((path) => !unknown.has(path)),
  };
}

/** What the rule's example does about each fault of the rule's tables. */
export async function healingsOf(
  rule: Rule,
  tables: readonly RuleTable[],
): Promise<readonly Healing[]> {
  const healings: Healing[] = [];
  // One after the other: the SDK's mocks are the process's.
  for (const table of tables) {
    for (const entry of Object.entries(table.fails)) healings.push(await heal(rule, table, entry));
  }
  return healings;
}

/** True when the fault was told, is not any more, and the rule has judged. */
export function isHealed({ before, after, previewed, unjudged }: Healing): boolean {
  return [after, previewed, unjudged].every(({ length }) => length === 0) && before.length === 1;
}

/** What the rule says after the example that it did not say before. */
export function ownFaults({ before, after, previewed }: Healing): readonly string[] {
  return [...after, ...previewed].filter((message) => !before.includes(message));
}
