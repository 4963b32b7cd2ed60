import assert from "node:assert/strict";
import { runProgram, type StackName, stacks, stackSettings } from "../helpers/program";
import { unprotectedState } from "../../upgrades/stateful";
import { find, inputsOf, namesOf, type Registration } from "../helpers/recordingMocks";
import { assertSnapshot } from "../helpers/snapshots";
import { assertUpgradable } from "../helpers/upgradeLock";

/** Names by type, so that a reviewer sees at a glance what a change adds or removes. */
function inventory(registrations: readonly Registration[]): Record<string, string[]> {
  const types = [...new Set(registrations.map((r) => r.type))].sort();
  return Object.fromEntries(types.map((type) => [type, namesOf(registrations, type)]));
}

/** Who may assume each role, and what it may do, by the role's name. */
function permissions(registrations: readonly Registration[]) {
  const policies = registrations.filter((r) => r.type === "aws:iam/rolePolicy:RolePolicy");
  const roles = registrations
    .filter((r) => r.type === "aws:iam/role:Role")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(
    roles.map((role) => [
      role.name,
      {
        assumedBy: inputsOf(role)["assumeRolePolicy"],
        policies: policies
          .filter((policy) => policy.inputs["role"] === role.name)
          .map((policy) => inputsOf(policy)["policy"]),
      },
    ]),
  );
}

/** A record's name is the domain's, an alias belongs to its function; nobody else's can be the same. */
const namedWithin = [
  "aws:route53/record:Record",
  "aws:lambda/alias:Alias",
  // Words of GuardDuty's own, and the name of a recorder.
  "aws:guardduty/detectorFeature:DetectorFeature",
  "aws:cfg/recorderStatus:RecorderStatus",
  // AWS names the families of parameters.
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:elasticache/parameterGroup:ParameterGroup",
];

/** Properties that hold such a name. */
const nameKeys = [
  ...["name", "family", "alarmName", "analyzerName", "dashboardName", "groupName", "ruleName"],
];

/** Names that the program chooses where AWS tells one account's resources apart by them. */
function fixedNames(registrations: readonly Registration[]): string[] {
  const namesIn = (inputs: object): string[] =>
    Object.entries(inputs).flatMap(([key, value]: [string, unknown]) => {
      if (typeof value === "string") return nameKeys.includes(key) ? [value] : [];
      const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
      return isMapping ? namesIn(value) : [];
    });
  return registrations
    .filter(({ type }) => !namedWithin.includes(type))
    .flatMap(({ inputs }) => namesIn(inputs));
}

for (const stack of stacks) {
  describe(`the program for stack ${stack}`, () => {
    let registrations: readonly Registration[];
    let outputs: Readonly<Record<string, unknown>>;

    before(async () => {
      ({ registrations, outputs } = await runProgram(stack));
    });

    it("registers the resources of the committed snapshot, by type and name", () => {
      assertSnapshot(`tests/stack/snapshots/${stack}.resources.json`, inventory(registrations));
    });

    it("gives every role the policies of the committed snapshot", () => {
      assertSnapshot(`tests/stack/snapshots/${stack}.roles.json`, permissions(registrations));
    });

    it("loses nothing that holds state when it takes the place of the committed lock", () => {
      assertUpgradable(stack, registrations);
    });

    it("exports the address, the ids that operators need, tables and services", () => {
      const domain = stack === "prod" ? "shop.example.com" : `${stack}.shop.example.com`;
      assert.equal(outputs["url"], `https://${domain}`);
      assertSnapshot(`tests/stack/snapshots/${stack}.outputs.json`, outputs);
    });

    it("gives every child a name that starts with its component's name", () => {
      const byUrn = new Map(registrations.map((r) => [r.urn, r]));
      const strays = registrations
        .filter((r) => r.parent !== "")
        .filter((r) => !r.name.startsWith(byUrn.get(r.parent)?.name ?? "\0"));
      assert.deepEqual(strays, []);
    });

    it("creates every AWS resource inside a component", () => {
      const orphans = registrations.filter((r) => r.custom && r.parent === "").map((r) => r.name);
      assert.deepEqual(orphans, []);
    });

    it("registers the outputs of every component, none of them undefined", () => {
      const components = registrations.filter((r) => r.type.startsWith("microservices:"));
      assert.ok(components.length > 10);
      const silent = components.filter(({ registeredOutputs = {} }) => {
        const values = Object.values(registeredOutputs);
        return values.length === 0 || values.includes(undefined) || values.includes("");
      });
      assert.deepEqual(silent, []);
    });

    it("registers every name of a type once", () => {
      const twice = registrations.filter(
        (r) => registrations.filter((s) => s.urn === r.urn).length > 1,
      );
      assert.deepEqual(twice, []);
    });

    it("puts the stack into every fixed name, so that stacks can share an account", () => {
      const prefix = `microservices-${stack}`;
      const names = fixedNames(registrations);
      for (const name of ["-edge-api", "-catalog-migration", "/carts/errors", "-carts-breaker"]) {
        assert.ok(names.includes(`${prefix}${name}`), name);
      }
      assert.deepEqual(
        names.filter((name) => !name.includes(prefix)),
        [],
      );
    });

    it("gives no role a wildcard action, and a wildcard resource only where AWS has nothing narrower", () => {
      const open = registrations
        .filter((r) => r.type === "aws:iam/rolePolicy:RolePolicy")
        .flatMap((r) => (inputsOf(r)["policy"] as { Statement: Statement[] }).Statement)
        .filter(({ Action, Resource }) => [...Action, ...Resource].some((text) => text === "*"))
        .flatMap(({ Action }) => Action);
      assert.deepEqual([...new Set(open)].sort(), [
        // The canary of prod: metrics have no resource, and Synthetics looks for its bucket by listing.
        ...(stack === "prod" ? ["cloudwatch:PutMetricData"] : []),
        "ecr:GetAuthorizationToken",
        ...(stack === "prod" ? ["s3:ListAllMyBuckets"] : []),
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ]);
    });
  });
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

interface Container {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
}

describe("what a stack's settings change in the program", () => {
  it("protects what holds state in prod and nothing in dev", async () => {
    const protectedIn = async (stack: StackName) =>
      (await runProgram(stack)).registrations.filter((r) => r.protect).map((r) => r.name);
    const prod = await protectedIn("prod");
    for (const name of ["carts-table", "catalog-db-cluster", "data-key-key", "web-pages-bucket"]) {
      assert.ok(prod.includes(name), name);
    }
    assert.deepEqual(await protectedIn("dev"), []);
  });

  for (const stack of ["staging", "prod"] as const) {
    it(`leaves nothing in ${stack} unprotected whose loss cannot be made good`, async () => {
      assert.deepEqual(unprotectedState((await runProgram(stack)).registrations), []);
    });
  }

  it("runs catalog at prod's size and count", async () => {
    const prod = (await runProgram("prod")).registrations;
    const task = find(prod, "aws:ecs/taskDefinition:TaskDefinition", "catalog-task");
    const { cpu, memory } = task.inputs;
    const { minCapacity, maxCapacity } = find(
      prod,
      "aws:appautoscaling/target:Target",
      "catalog-scaling-target",
    ).inputs;
    assert.deepEqual(
      { cpu, memory, minCapacity, maxCapacity },
      { cpu: "1024", memory: "2048", minCapacity: 3, maxCapacity: 30 },
    );
  });

  it("has migrations write the first data in dev, and not in prod", async () => {
    const seeds = async (stack: StackName) => {
      const { registrations } = await runProgram(stack);
      const name = "catalog-migration-task";
      const task = find(registrations, "aws:ecs/taskDefinition:TaskDefinition", name);
      const [container] = JSON.parse(String(task.inputs["containerDefinitions"])) as Container[];
      return container?.environment.find((variable) => variable.name === "SEED_DATA")?.value;
    };
    assert.deepEqual([await seeds("dev"), await seeds("prod")], ["true", "false"]);
  });

  for (const stack of stacks) {
    it(`keeps every log group of ${stack} as long as its settings say`, async () => {
      const { registrations } = await runProgram(stack);
      const groups = registrations.filter((r) => r.type === "aws:cloudwatch/logGroup:LogGroup");
      const days = Number(stackSettings(stack)["microservices:logRetentionDays"]);
      assert.deepEqual([...new Set(groups.map((r) => r.inputs["retentionInDays"]))], [days]);
    });
  }
});
