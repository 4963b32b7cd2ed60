import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runbookSections } from "../../components/observability/runbook";
import { alarmFaults, countedMetrics } from "../helpers/alarmFaults";
import { runProgram, type Settings, stacks, type StackName } from "../helpers/program";
import { inputsOf, namesOf, type Registration } from "../helpers/recordingMocks";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const runbook = readFileSync(resolve(__dirname, "../../docs/runbook.md"), "utf8");
const headings = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);

/** Stacks, and the ways to set one up that have other alarms. */
const programs: readonly (readonly [title: string, stack: StackName, changes: Settings])[] = [
  ...stacks.map((stack) => [`stack ${stack}`, stack, {}] as const),
  ["an API Gateway", "dev", { ingress: "apiGateway" }],
  ["services on EKS", "dev", { services: { catalog: { runtime: "eks" } } }],
  [
    "services on EKS with Fargate",
    "dev",
    { services: { catalog: { runtime: "eks" } }, kubernetes: { nodes: "fargate" } },
  ],
];

describe("the runbook", () => {
  it("has a section for every kind of alarm, and no other", () => {
    assert.deepEqual([...headings].sort(), [...runbookSections].sort());
  });

  it("links to sections that it has", () => {
    const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = ""]) => target);
    assert.deepEqual(
      links.filter((target) => !headings.includes(target)),
      [],
    );
  });
});

for (const [title, stack, changes] of programs) {
  describe(`the alarms with ${title}`, () => {
    let registrations: readonly Registration[];
    const alarms = () => registrations.filter(({ type }) => type === METRIC || type === COMPOSITE);

    before(async () => {
      ({ registrations } = await runProgram(stack, changes));
    });

    it("are such as CloudWatch takes, over metrics that AWS publishes", () => {
      const counted = countedMetrics(registrations);
      const faults = alarms()
        .filter(({ type }) => type === METRIC)
        .flatMap((alarm) => alarmFaults(alarm, counted));
      assert.deepEqual(faults, []);
    });

    it("say which section of the runbook to read", () => {
      const astray = alarms().filter((alarm) => {
        const text = String(inputsOf(alarm)["alarmDescription"]);
        const [, section = ""] = /\(docs\/runbook\.md#([a-z-]+)\)$/.exec(text) ?? [];
        return !headings.includes(section);
      });
      assert.deepEqual(
        astray.map(({ name }) => name),
        [],
      );
    });

    it("tell the stack's topic, but for those that a release or another alarm listens to", () => {
      const quiet = alarms().filter(({ inputs }) => inputs["alarmActions"] === undefined);
      assert.deepEqual(
        quiet.filter(({ name }) => !/-(release-\w+-\w+|budget-\w+-(long|short))$/.test(name)),
        [],
      );
      const told = alarms().flatMap(({ inputs }) => inputs["alarmActions"] ?? []);
      assert.deepEqual([...new Set(told)], ["arn:mock:alarms-topic"]);
    });

    it("have names of their own", () => {
      const names = [...namesOf(registrations, METRIC), ...namesOf(registrations, COMPOSITE)];
      assert.equal(new Set(names).size, names.length);
    });
  });
}
