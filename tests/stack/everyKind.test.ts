import assert from "node:assert/strict";
import type { Runtime } from "../../services/contract";
import { everyKindOn } from "../helpers/everyKind";
import { unprotectedState } from "../../upgrades/stateful";
import { iamFaults } from "../helpers/iamFaults";
import { violations } from "../helpers/inspect";
import { type ProgramRun, runRegistry, type StackName } from "../helpers/program";
import { find, inputsOf, namesOf, type Registration } from "../helpers/recordingMocks";
import { serviceView } from "../helpers/serviceView";
import { assertSnapshot } from "../helpers/snapshots";
import { statementsOf } from "../helpers/statements";

const kinds = ["fargate", "ec2", "lambda", "eks"] as const;
const names = ["writer", "reader", "worker"] as const;

/** The committed stacks speak of services that are not here. */
const withoutOverrides = { services: {} };

const runs = new Map<string, Promise<ProgramRun>>();

async function run(kind: Runtime["kind"], stack: StackName = "dev") {
  const key = `${stack} ${kind}`;
  const known = runs.get(key) ?? runRegistry(stack, everyKindOn(kind), withoutOverrides);
  runs.set(key, known);
  return (await known).registrations;
}

/** Actions by which something is changed, whatever the service. */
const changing = /:(?:Batch)?(?:Write|Put|Update|Delete|Create|Send|Publish|Abort|Generate)/;

/** Ports that a service may reach, by the rules that say so. */
function ports(registrations: readonly Registration[], service: string): Record<string, unknown> {
  return Object.fromEntries(
    registrations
      .filter(({ type }) => type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .filter(({ name }) => name.startsWith(`${service}-to-`) && name.endsWith("-egress"))
      .map(({ name, inputs }) => [name, inputs["fromPort"]]),
  );
}

for (const kind of kinds) {
  describe(`services on ${kind} that use every kind of resource`, () => {
    let registrations: readonly Registration[];

    before(async () => {
      registrations = await run(kind);
    });

    it("have the environment and the permissions of the committed snapshot, the same on every runtime", () => {
      const views = names.map((name): [string, unknown] => {
        const { environment, permissions } = serviceView(registrations, name, kind);
        return [name, { environment, permissions }];
      });
      assertSnapshot("tests/stack/snapshots/everyKind.json", Object.fromEntries(views));
    });

    it("give the policy pack nothing to object to but a partner's key, which no program can rotate", () => {
      assert.deepEqual(
        violations(registrations).map(({ rule, resource }) => `${rule}: ${resource}`),
        ["secrets-rotation: partner-key-secret"],
      );
    });

    it("name actions that AWS has, and no broader resource than needed", async () => {
      assert.deepEqual(await iamFaults(statementsOf(registrations)), []);
    });

    it("change nothing by a link that reads", () => {
      const { permissions } = serviceView(registrations, "reader", kind);
      const actions = Object.values(permissions).flatMap(
        (statement) => (statement as { Action: string[] }).Action,
      );
      assert.ok(actions.length > 10);
      assert.deepEqual(
        actions.filter((action) => changing.test(action)),
        [],
      );
    });

    it("register every name of a type once, each child's name starting with its component's", () => {
      const urns = registrations.map(({ urn }) => urn);
      assert.equal(new Set(urns).size, urns.length);
      const byUrn = new Map(registrations.map((one) => [one.urn, one]));
      const strays = registrations
        .filter(({ parent }) => parent !== "")
        .filter(({ name, parent }) => !name.startsWith(byUrn.get(parent)?.name ?? "\0"));
      assert.deepEqual(strays, []);
    });
  });
}

describe("the network of services that use every kind of resource", () => {
  for (const kind of ["fargate", "ec2", "lambda"] as const) {
    it(`has one rule for each server on ${kind}`, async () => {
      const registrations = await run(kind);
      for (const name of ["writer", "reader"]) {
        assert.deepEqual(ports(registrations, name), {
          [`${name}-to-ledger-egress`]: 5432,
          [`${name}-to-stock-egress`]: 5432,
          [`${name}-to-views-egress`]: 6379,
        });
      }
    });
  }

  it("has one rule for each server on eks, where pods share a security group, and a policy for each service", async () => {
    const registrations = await run("eks");
    const rules = namesOf(
      registrations,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ).filter((name) => /-to-(ledger|stock|views)-egress$/.test(name));
    assert.equal(rules.length, 3);
    const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    const { egress } = find(registrations, type, "reader-network-policy").inputs["spec"] as {
      egress: { ports: { port: number }[] }[];
    };
    assert.deepEqual(
      egress.at(-1)?.ports.map(({ port }) => port),
      [443, 5432, 6379],
    );
  });

  it("has the endpoints of what is called, where there is no NAT", async () => {
    const { registrations } = await runRegistry("dev", everyKindOn("lambda"), {
      network: { nat: "none" },
    });
    const names = registrations
      .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => String(inputs["serviceName"]).replace("com.amazonaws.us-east-1.", ""));
    assert.deepEqual(names.sort(), [
      ...["dynamodb", "events", "kinesis-streams", "s3", "secretsmanager", "sns", "sqs"],
    ]);
  });
});

describe("a service that works on messages", () => {
  const queues = ["jobs-queue", "mail-queue", "worker-events-queue"];

  it("has a queue of its own for the events it wants, with a dead-letter queue and an alarm", async () => {
    const registrations = await run("fargate");
    const rule = inputsOf(find(registrations, "aws:cloudwatch/eventRule:EventRule"));
    assert.deepEqual(
      { bus: rule["eventBusName"], pattern: rule["eventPattern"] },
      { bus: "store-events-bus", pattern: { "detail-type": ["OrderPlaced", "OrderPaid"] } },
    );
    const target = find(registrations, "aws:cloudwatch/eventTarget:EventTarget").inputs;
    assert.equal(target["arn"], "arn:mock:worker-events-queue");
    assert.deepEqual(target["deadLetterConfig"], { arn: "arn:mock:worker-events-dead" });
    const queue = inputsOf(find(registrations, "aws:sqs/queue:Queue", "worker-events-queue"));
    assert.deepEqual(queue["redrivePolicy"], {
      deadLetterTargetArn: "arn:mock:worker-events-dead",
      maxReceiveCount: 5,
    });
    const alarm = find(
      registrations,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "worker-events-dead-alarm",
    );
    assert.deepEqual(alarm.inputs["alarmActions"], ["arn:mock:alarms-topic"]);
  });

  it("is told of when messages wait too long, in each queue that it works on", async () => {
    const alarms = namesOf(await run("fargate"), "aws:cloudwatch/metricAlarm:MetricAlarm");
    const waiting = alarms.filter((name) => name.endsWith("-queue-backlog"));
    assert.deepEqual(
      waiting,
      queues.map((queue) => `${queue}-backlog`),
    );
  });

  it("is called by Lambda with the messages of each queue, of which only failed ones come back", async () => {
    const registrations = await run("lambda");
    const mappings = registrations.filter(
      ({ type }) => type === "aws:lambda/eventSourceMapping:EventSourceMapping",
    );
    assert.deepEqual(
      mappings.map(({ inputs }) => inputs["eventSourceArn"]).sort(),
      queues.map((queue) => `arn:mock:${queue}`),
    );
    for (const { inputs } of mappings) {
      assert.deepEqual(inputs["functionResponseTypes"], ["ReportBatchItemFailures"]);
    }
    const own = find(registrations, "aws:sqs/queue:Queue", "worker-events-queue").inputs;
    assert.equal(own["visibilityTimeoutSeconds"], 60);
  });

  for (const kind of ["fargate", "ec2"] as const) {
    it(`has as many tasks on ${kind} as its messages need, and no load balancer`, async () => {
      const registrations = await run(kind);
      const policy = find(
        registrations,
        "aws:appautoscaling/policy:Policy",
        "worker-scaling-backlog",
      ).inputs["targetTrackingScalingPolicyConfiguration"] as {
        targetValue: number;
        customizedMetricSpecification: { metrics: Metric[] };
      };
      assert.equal(policy.targetValue, 100);
      const { metrics } = policy.customizedMetricSpecification;
      assert.equal(
        metrics[0]?.expression,
        "(visible + taken + visible2 + taken2 + visible3 + taken3) / IF(tasks < 1, 1, tasks)",
      );
      const counted = metrics.flatMap(({ metricStat }) => metricStat?.metric.dimensions ?? []);
      const named = counted.filter(({ name }) => name === "QueueName").map(({ value }) => value);
      assert.deepEqual([...new Set(named)], queues);
      const { loadBalancers } = find(
        registrations,
        "aws:ecs/service:Service",
        "worker-service",
      ).inputs;
      assert.equal(loadBalancers, undefined);
    });
  }

  it("has no target group on eks", async () => {
    const registrations = await run("eks");
    assert.deepEqual(namesOf(registrations, "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding"), [
      "reader-binding",
      "writer-binding",
    ]);
  });
});

interface Metric {
  readonly expression?: string;
  readonly metricStat?: { readonly metric: { readonly dimensions: Dimension[] } };
}

interface Dimension {
  readonly name: string;
  readonly value: string;
}

describe("what holds data", () => {
  const size = async (stack: StackName) => {
    const registrations = await run("lambda", stack);
    const cluster = find(registrations, "aws:rds/cluster:Cluster").inputs;
    const instance = find(registrations, "aws:rds/instance:Instance").inputs;
    const nodes = find(registrations, "aws:elasticache/replicationGroup:ReplicationGroup").inputs;
    return {
      units: cluster["serverlessv2ScalingConfiguration"],
      members: namesOf(registrations, "aws:rds/clusterInstance:ClusterInstance").length,
      instance: [instance["instanceClass"], instance["multiAz"]],
      nodes: [nodes["nodeType"], nodes["numCacheClusters"], nodes["multiAzEnabled"]],
      encrypted: [cluster["storageEncrypted"], instance["storageEncrypted"]],
    };
  };

  it("is as small as it can be in dev, paused while nobody uses it, and encrypted all the same", async () => {
    assert.deepEqual(await size("dev"), {
      units: { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 300 },
      members: 1,
      instance: ["db.t4g.medium", false],
      nodes: ["cache.t4g.micro", 1, false],
      encrypted: [true, true],
    });
  });

  it("is protected in prod, where its loss cannot be made good", async () => {
    assert.deepEqual(unprotectedState(await run("lambda", "prod")), []);
  });

  it("outlives a zone in prod", async () => {
    assert.deepEqual(await size("prod"), {
      units: { minCapacity: 0.5, maxCapacity: 8 },
      members: 2,
      instance: ["db.m7g.large", true],
      nodes: ["cache.m7g.large", 2, true],
      encrypted: [true, true],
    });
    assert.deepEqual(
      violations(await run("lambda", "prod")).map(({ rule }) => rule),
      ["secrets-rotation"],
    );
  });
});
