import assert from "node:assert/strict";
import { tracingEnvironment } from "../../../services/platform/tracing";
import { PullThroughCache } from "../../../components/compute/pullThroughCache";
import { accountId, find, inputsOf, namesOf, region } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import {
  type Change,
  containersIn,
  registered,
  richCluster,
  sources,
  statementsIn,
} from "./catalogContainers";

const digest = `sha256:${"a".repeat(64)}`;

async function serviceContainer(change: Change): Promise<Record<string, unknown>> {
  const [container] = containersIn(await registered(change));
  assert.ok(container);
  return container;
}

describe("ContainerService secrets", () => {
  useWorkspace(sources);

  const secrets = {
    PAYMENT_KEY: { secretArn: "arn:payment", jsonKey: "key", keyArn: "arn:secret-key" },
    PAYMENT_USER: { secretArn: "arn:payment", jsonKey: "user" },
    FLAGS: { parameterArn: "arn:flags", keyArn: "arn:parameter-key" },
    API_TOKEN: { secretArn: "arn:token" },
  };

  it("reach the container by reference, in order of name", async () => {
    assert.deepEqual((await serviceContainer({ secrets }))["secrets"], [
      { name: "API_TOKEN", valueFrom: "arn:token" },
      { name: "FLAGS", valueFrom: "arn:flags" },
      { name: "PAYMENT_KEY", valueFrom: "arn:payment:key::" },
      { name: "PAYMENT_USER", valueFrom: "arn:payment:user::" },
    ]);
  });

  it("give the role that starts the tasks exactly these secrets and their keys, and the task's nothing", async () => {
    const registrations = await registered({ secrets });
    const { SignInToRegistry, PullImage, WriteLogs, ...ours } = statementsIn(
      registrations,
      "execution",
    );
    assert.ok(SignInToRegistry && PullImage && WriteLogs);
    const via = (service: string) => ({
      StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
    });
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(ours).map(([sid, { Action, Resource, Condition }]) => [
          sid,
          [Action, Resource, Condition],
        ]),
      ),
      {
        ReadSecrets: [["secretsmanager:GetSecretValue"], ["arn:token", "arn:payment"], undefined],
        ReadParameters: [["ssm:GetParameters"], ["arn:flags"], undefined],
        DecryptSecrets: [["kms:Decrypt"], ["arn:secret-key"], via("secretsmanager")],
        DecryptParameters: [["kms:Decrypt"], ["arn:parameter-key"], via("ssm")],
      },
    );
    assert.deepEqual(Object.keys(statementsIn(registrations, "task")), ["ReadOrders"]);
  });
});

describe("ContainerService image", () => {
  useWorkspace(sources);

  it("can be one that a pipeline pushed to the service's repository", async () => {
    const registrations = await registered({ image: { kind: "digest", digest } });
    const [{ image } = {}] = containersIn(registrations);
    assert.equal(
      image,
      `${accountId}.dkr.ecr.us-east-1.amazonaws.com/catalog-images-repository@${digest}`,
    );
    assert.deepEqual(namesOf(registrations, "awsx:ecr:Image"), []);
  });

  it("can be in another account's registry, and needs no repository of its own then", async () => {
    const uri = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/catalog@${digest}`;
    const registrations = await registered({ image: { kind: "uri", uri } });
    const [{ image } = {}] = containersIn(registrations);
    assert.equal(image, uri);
    assert.deepEqual(statementsIn(registrations, "execution")["PullImage"]?.Resource, [
      "arn:aws:ecr:eu-west-1:210987654321:repository/team/catalog",
    ]);
    assert.deepEqual(namesOf(registrations, "aws:ecr/repository:Repository"), []);
  });

  it("from a public registry takes no permission to pull", async () => {
    const uri = `ghcr.io/team/catalog@${digest}`;
    const registrations = await registered({ image: { kind: "uri", uri } });
    assert.equal(statementsIn(registrations, "execution")["PullImage"], undefined);
  });
});

describe("ContainerService sessions", () => {
  useWorkspace(sources);

  const exec: Change = (shared) => ({ cluster: richCluster(shared), exec: true });

  it("are off unless asked for", async () => {
    const registrations = await registered();
    const { inputs } = find(registrations, "aws:ecs/service:Service");
    assert.equal(inputs["enableExecuteCommand"], undefined);
    assert.equal(statementsIn(registrations, "task")["OpenSession"], undefined);
  });

  it("need two directories that the agent may write, on a file system that stays read-only", async () => {
    const registrations = await registered(exec);
    const [{ mountPoints, readonlyRootFilesystem } = {}] = containersIn(registrations);
    assert.deepEqual(mountPoints, [
      { sourceVolume: "exec-agent", containerPath: "/var/lib/amazon" },
      { sourceVolume: "exec-agent-log", containerPath: "/var/log/amazon" },
    ]);
    assert.equal(readonlyRootFilesystem, true);
    const { volumes } = find(registrations, "aws:ecs/taskDefinition:TaskDefinition").inputs;
    assert.deepEqual(volumes, [{ name: "exec-agent" }, { name: "exec-agent-log" }]);
  });

  it("are opened and recorded by the task's own role", async () => {
    const registrations = await registered(exec);
    assert.equal(
      find(registrations, "aws:ecs/service:Service").inputs["enableExecuteCommand"],
      true,
    );
    const { OpenSession, RecordSession } = statementsIn(registrations, "task");
    assert.deepEqual(OpenSession?.Action, [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]);
    assert.deepEqual(RecordSession?.Resource, [
      "arn:mock:rich-exec-log",
      "arn:mock:rich-exec-log:log-stream:*",
    ]);
  });
});

describe("ContainerService collector", () => {
  useWorkspace(sources);

  it("takes its share of the task's memory, and starts before and stops after the service", async () => {
    const registrations = await registered({ tracing: "adot", tracingMemoryMiB: 200 });
    const [service, collector] = containersIn(registrations);
    assert.deepEqual([service?.["memory"], collector?.["memory"]], [824, 200]);
    assert.deepEqual(service?.["dependsOn"], [{ containerName: "tracing", condition: "START" }]);
    const { environment } = service as { environment: { name: string; value: string }[] };
    assert.deepEqual(
      environment.filter(({ name }) => name.startsWith("OTEL")),
      [
        { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://127.0.0.1:4318" },
        { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "http/protobuf" },
        { name: "OTEL_SERVICE_NAME", value: "catalog" },
        { name: "OTEL_TRACES_SAMPLER", value: "parentbased_traceidratio" },
        { name: "OTEL_TRACES_SAMPLER_ARG", value: "0.05" },
      ],
    );
  });

  for (const [percent, ratio] of [
    [0, "0"],
    [0.1, "0.001"],
    [7, "0.07"],
    [100, "1"],
  ] as const) {
    it(`has the service trace ${percent} % of its requests`, async () => {
      const registrations = await registered({ tracing: "adot", tracingPercent: percent });
      const { environment } = containersIn(registrations)[0] as {
        environment: { name: string; value: string }[];
      };
      const share = environment.find(({ name }) => name === "OTEL_TRACES_SAMPLER_ARG");
      assert.equal(share?.value, ratio);
      const { OTEL_TRACES_SAMPLER_ARG } = tracingEnvironment.parse(
        Object.fromEntries(environment.map(({ name, value }) => [name, value])),
      );
      assert.equal(OTEL_TRACES_SAMPLER_ARG, percent / 100);
    });
  }

  it("lets the task send traces, and nothing more", async () => {
    const { ReadOrders, ...ours } = statementsIn(
      await registered({ tracing: "cloudWatchAgent" }),
      "task",
    );
    assert.ok(ReadOrders);
    assert.deepEqual(ours, {
      SendTraces: {
        Sid: "SendTraces",
        Effect: "Allow",
        Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        Resource: ["*"],
      },
    });
  });

  it("can be pulled through a cache, which the role that starts the tasks may then fill", async () => {
    const registrations = await registered(({ key }) => ({
      tracing: "adot",
      imageCache: new PullThroughCache("public", {
        ...{ upstream: { registry: "ecrPublic" }, region, accountId, key },
      }),
    }));
    const [, collector] = containersIn(registrations);
    assert.equal(
      collector?.["image"],
      `${accountId}.dkr.ecr.us-east-1.amazonaws.com/ecr-public/aws-observability/aws-otel-collector:v0.49.0`,
    );
    const { PullThroughCache: statement } = statementsIn(registrations, "execution");
    assert.ok(statement?.Action.includes("ecr:BatchImportUpstreamImage"));
  });
});

describe("ContainerService in Service Connect", () => {
  useWorkspace(sources);

  async function configuration(serviceConnect: "client" | "clientAndServer") {
    const registrations = await registered((shared) => ({
      cluster: richCluster(shared),
      serviceConnect,
    }));
    const service = find(registrations, "aws:ecs/service:Service");
    return { registrations, configuration: inputsOf(service)["serviceConnectConfiguration"] };
  }

  const logConfiguration = {
    logDriver: "awslogs",
    options: {
      "awslogs-group": "catalog-logs",
      "awslogs-region": "us-east-1",
      "awslogs-stream-prefix": "service-connect",
      mode: "non-blocking",
      "max-buffer-size": "4m",
    },
  };

  it("has no part unless asked for", async () => {
    const { inputs } = find(await registered(), "aws:ecs/service:Service");
    assert.equal(inputs["serviceConnectConfiguration"], undefined);
  });

  it("as a client calls others and is not called", async () => {
    const { configuration: actual } = await configuration("client");
    assert.deepEqual(actual, {
      enabled: true,
      namespace: "arn:mock:rich-namespace",
      logConfiguration,
    });
  });

  it("as a server is called by its name on the container's port, which has a name for it", async () => {
    const { registrations, configuration: actual } = await configuration("clientAndServer");
    assert.deepEqual(actual, {
      enabled: true,
      namespace: "arn:mock:rich-namespace",
      logConfiguration,
      services: [
        {
          portName: "http",
          discoveryName: "catalog",
          clientAlias: [{ dnsName: "catalog", port: 8080 }],
        },
      ],
    });
    const [{ portMappings } = {}] = containersIn(registrations);
    assert.deepEqual(portMappings, [
      { containerPort: 8080, protocol: "tcp", name: "http", appProtocol: "http" },
    ]);
  });
});

describe("ContainerService without routes", () => {
  useWorkspace(sources);

  it("has no load balancer in front, and nobody can reach its tasks", async () => {
    const registrations = await registered({ routes: [] });
    const { inputs } = find(registrations, "aws:ecs/service:Service");
    assert.deepEqual(
      [inputs["loadBalancers"], inputs["healthCheckGracePeriodSeconds"]],
      [undefined, undefined],
    );
    assert.deepEqual(namesOf(registrations, "aws:lb/targetGroup:TargetGroup"), []);
    const rules = registrations
      .filter(({ type, name }) => /gressRule$/.test(type) && name.startsWith("catalog"))
      .map(({ name }) => name);
    assert.deepEqual(rules, ["catalog-to-aws"]);
  });
});

describe("ContainerService times", () => {
  useWorkspace(sources);

  it("are those that it is told", async () => {
    const registrations = await registered({
      ...{ stopTimeoutSeconds: 90, startSeconds: 60, graceSeconds: 120, drainSeconds: 10 },
      slowStartSeconds: 45,
      healthCheck: {
        ...{ intervalSeconds: 20, timeoutSeconds: 3, healthyThreshold: 4, unhealthyThreshold: 5 },
      },
    });
    const [{ stopTimeout, healthCheck } = {}] = containersIn(registrations);
    assert.equal(stopTimeout, 90);
    assert.equal((healthCheck as { startPeriod: number }).startPeriod, 60);
    const { inputs: service } = find(registrations, "aws:ecs/service:Service");
    assert.equal(service["healthCheckGracePeriodSeconds"], 120);
    const {
      deregistrationDelay,
      slowStart,
      healthCheck: check,
    } = find(registrations, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.deepEqual([deregistrationDelay, slowStart], [10, 45]);
    assert.deepEqual(check, {
      ...{ path: "/health", matcher: "200", interval: 20, timeout: 3 },
      ...{ healthyThreshold: 4, unhealthyThreshold: 5 },
    });
  });

  it("leave slow start out when there is none", async () => {
    const { inputs } = find(
      await registered({ slowStartSeconds: 0 }),
      "aws:lb/targetGroup:TargetGroup",
    );
    assert.ok(!("slowStart" in inputs));
  });
});

describe("ContainerService scaling by requests", () => {
  useWorkspace(sources);

  async function metric(change: Change): Promise<Record<string, unknown>> {
    const { inputs } = find(
      await registered(change),
      "aws:appautoscaling/policy:Policy",
      "-requests",
    );
    return inputs["targetTrackingScalingPolicyConfiguration"] as Record<string, unknown>;
  }

  const scale = { requestsPerMinutePerTask: 3000 };

  it("counts those of its own target group behind the ingress's load balancer", async () => {
    const { predefinedMetricSpecification } = await metric({ scale });
    assert.deepEqual(predefinedMetricSpecification, {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: "app/api-alb/50dc6c495c0c9188/targetgroup/catalog-targets/73e2d6bc24d8a067",
    });
  });

  it("counts those of both target groups when its releases shift traffic", async () => {
    const { customizedMetricSpecification } = await metric({
      scale,
      release: { strategy: "blueGreen" },
    });
    const { metrics } = customizedMetricSpecification as { metrics: { id: string }[] };
    assert.deepEqual(
      metrics.map(({ id }) => id),
      ["requests", "production", "alternate"],
    );
  });
});
