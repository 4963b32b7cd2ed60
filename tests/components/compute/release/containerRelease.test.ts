import assert from "node:assert/strict";
import { describeMistakes } from "../../../helpers/mistakes";
import { find, inputsOf, namesOf, type Registration } from "../../../helpers/recordingMocks";
import { useWorkspace } from "../../../helpers/workspace";
import { createCatalog, registered, sources } from "../catalogContainers";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ruleType = "aws:lb/listenerRule:ListenerRule";

const canary = {
  strategy: "canary",
  percent: 5,
  rollbackOn: ["5xx", "p99"],
  smokePath: "/catalog/size",
} as const;

let withCanary: Promise<readonly Registration[]> | undefined;

/** The service with a canary release, which most tests look at. */
function released(): Promise<readonly Registration[]> {
  return (withCanary ??= registered({ release: canary }));
}

function serviceInputs(registrations: readonly Registration[]) {
  return find(registrations, "aws:ecs/service:Service").inputs;
}

describe("ContainerService: a rolling release", () => {
  useWorkspace(sources);

  it("is rolled back by the circuit breaker and by the alarm on errors", async () => {
    const { deploymentConfiguration, deploymentCircuitBreaker, alarms } = serviceInputs(
      await registered(),
    );
    assert.deepEqual(
      { deploymentConfiguration, deploymentCircuitBreaker, alarms },
      {
        deploymentConfiguration: { strategy: "ROLLING" },
        deploymentCircuitBreaker: { enable: true, rollback: true },
        alarms: {
          enable: true,
          rollback: true,
          alarmNames: ["catalog-release-5xx-production"],
        },
      },
    );
  });

  it("has nothing that only shifting needs", async () => {
    const registrations = await registered();
    assert.deepEqual(namesOf(registrations, "aws:lb/targetGroup:TargetGroup"), ["catalog-targets"]);
    assert.deepEqual(namesOf(registrations, "aws:lambda/function:Function"), []);
    assert.ok(!namesOf(registrations, "aws:iam/role:Role").includes("catalog-release-role"));
  });

  it("counts a minute as bad when errors are many, not when one of few requests fails", async () => {
    const { inputs } = find(await registered(), alarmType);
    const dimensions = {
      LoadBalancer: "app/api-alb/50dc6c495c0c9188",
      TargetGroup: "targetgroup/catalog-targets/73e2d6bc24d8a067",
    };
    const label = "more than 1.44 % of requests answered with 500 or above";
    const perMinute = { namespace: "AWS/ApplicationELB", dimensions, period: 60 };
    assert.deepEqual(inputs, {
      alarmDescription: `catalog, production target group: ${label}; takes a release back (docs/runbook.md#release)`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.0144,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "judged",
          expression: "IF(requests >= 10 AND value >= 2, value / requests, 0)",
          label,
          returnData: true,
        },
        {
          id: "requests",
          metric: { ...perMinute, metricName: "RequestCount", stat: "Sum" },
          returnData: false,
        },
        {
          id: "value",
          metric: { ...perMinute, metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" },
          returnData: false,
        },
      ],
    });
  });

  it("tells the stack's topic of its alarms", async () => {
    const { inputs } = find(await registered({ releaseTopicArn: "arn:mock:alarms" }), alarmType);
    assert.deepEqual(
      [inputs["alarmActions"], inputs["okActions"]],
      [["arn:mock:alarms"], ["arn:mock:alarms"]],
    );
  });

  it("has no alarm when none is asked for, nor for a service without requests", async () => {
    for (const more of [
      { release: { strategy: "rolling", rollbackOn: [] } as const },
      { routes: [] },
    ]) {
      const registrations = await registered(more);
      assert.deepEqual(namesOf(registrations, alarmType), []);
      assert.equal(serviceInputs(registrations)["alarms"], undefined);
    }
  });

  it("is waited for by Pulumi, unless somebody follows it to its end", async () => {
    const releases = { followService: () => Promise.resolve() };
    assert.equal(serviceInputs(await registered())["waitForSteadyState"], true);
    assert.equal(serviceInputs(await registered({ releases }))["waitForSteadyState"], false);
  });
});

describe("ContainerService: a release that shifts traffic", () => {
  useWorkspace(sources);

  it("has ECS move the weights of the service's rule, and ask the smoke test first", async () => {
    const { deploymentConfiguration, deploymentCircuitBreaker, loadBalancers } = serviceInputs(
      await released(),
    );
    const rules = namesOf(await released(), ruleType);
    const arnOf = (word: string) => `arn:mock:${rules.find((name) => name.includes(word)) ?? ""}`;
    assert.deepEqual(deploymentConfiguration, {
      strategy: "CANARY",
      bakeTimeInMinutes: "5",
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "5" },
      lifecycleHooks: [
        {
          hookTargetArn: "arn:mock:catalog-smoke-function",
          roleArn: "arn:mock:catalog-release-role",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
        },
      ],
    });
    assert.equal(deploymentCircuitBreaker, undefined);
    assert.deepEqual(loadBalancers, [
      {
        targetGroupArn: "arn:mock:catalog-targets",
        containerName: "catalog",
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: "arn:mock:catalog-alternate",
          productionListenerRule: arnOf("-shift-"),
          testListenerRule: arnOf("-test-"),
          roleArn: "arn:mock:catalog-release-role",
        },
      },
    ]);
  });

  it("lets ECS change these rules and target groups, and no others", async () => {
    const role = find(await released(), "aws:iam/role:Role", "catalog-release-role");
    const { Statement: trust } = inputsOf(role)["assumeRolePolicy"] as { Statement: object[] };
    assert.deepEqual(trust, [
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ecs.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    const policy = find(await released(), "aws:iam/rolePolicy:RolePolicy", "release-role-policy");
    const { Statement } = inputsOf(policy)["policy"] as {
      Statement: { Sid: string; Action: string[]; Resource: string[] }[];
    };
    const rules = namesOf(await released(), ruleType);
    assert.equal(rules.length, 2);
    assert.deepEqual(
      Statement.filter(({ Sid }) => Sid !== "ReadBalancing").map(({ Action, Resource }) => ({
        Action,
        Resource: [...Resource].sort(),
      })),
      [
        {
          Action: [
            "elasticloadbalancing:DeregisterTargets",
            "elasticloadbalancing:RegisterTargets",
          ],
          Resource: ["arn:mock:catalog-alternate", "arn:mock:catalog-targets"],
        },
        {
          Action: ["elasticloadbalancing:ModifyRule"],
          Resource: rules.map((name) => `arn:mock:${name}`),
        },
        { Action: ["lambda:InvokeFunction"], Resource: ["arn:mock:catalog-smoke-function"] },
      ],
    );
  });

  it("deploys only once ECS may do its part and the rules exist", async () => {
    const registrations = await released();
    const service = find(registrations, "aws:ecs/service:Service");
    const policy = find(registrations, "aws:iam/rolePolicy:RolePolicy", "release-role-policy");
    assert.ok(service.propertyDependencies["loadBalancers"]?.includes(policy.urn));
    for (const rule of registrations.filter(({ type }) => type === ruleType)) {
      assert.ok(service.dependencies.includes(rule.urn), rule.name);
    }
  });

  it("watches both target groups, each alone, since a canary has little of the traffic", async () => {
    const names = [
      "catalog-release-5xx-alternate",
      "catalog-release-5xx-production",
      "catalog-release-p99-alternate",
      "catalog-release-p99-production",
    ];
    assert.deepEqual(namesOf(await released(), alarmType), names);
    const { alarmNames } = serviceInputs(await released())["alarms"] as { alarmNames: string[] };
    assert.deepEqual([...alarmNames].sort(), names);
  });

  it("takes slowness from the promised latency", async () => {
    const registrations = await registered({ release: canary, slo: { latencyP99Ms: 250 } });
    const { threshold, metricQueries } = find(registrations, alarmType, "p99-alternate").inputs as {
      threshold: number;
      metricQueries: { metric?: { metricName: string; stat: string } }[];
    };
    assert.equal(threshold, 0.25);
    assert.deepEqual(
      metricQueries.flatMap(({ metric }) => (metric ? [[metric.metricName, metric.stat]] : [])),
      [
        ["RequestCount", "Sum"],
        ["TargetResponseTime", "p99"],
      ],
    );
  });

  it("asks for the smoke path through the test listener, by the certificate's name", async () => {
    const { code, ...settings } = find(await released(), "aws:lambda/function:Function").inputs;
    assert.ok(code);
    assert.deepEqual(settings, {
      description: "Asks the new tasks of catalog for /catalog/size before traffic moves",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: "arn:mock:catalog-smoke-role",
      memorySize: 256,
      timeout: 60,
      environment: {
        variables: {
          SMOKE_HOSTNAME: "api-alb.elb.amazonaws.com",
          SMOKE_PATH: "/catalog/size",
          SMOKE_PORT: "8443",
          SMOKE_SERVER_NAME: "shop.example.com",
        },
      },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: "catalog-smoke-logs" },
      vpcConfig: {
        subnetIds: ["subnet-private-1", "subnet-private-2"],
        securityGroupIds: ["catalog-smoke-security-group-id"],
      },
    });
  });

  it("opens the test listener's port between the smoke test and the load balancer alone", async () => {
    const onTestPort = (await released()).filter(
      ({ type, inputs }) => type.startsWith("aws:vpc/securityGroup") && inputs["fromPort"] === 8443,
    );
    assert.deepEqual(
      onTestPort.map(({ name, inputs }) => [
        name,
        inputs["securityGroupId"],
        inputs["referencedSecurityGroupId"],
      ]),
      [
        ["catalog-smoke-egress", "catalog-smoke-security-group-id", "api-security-group-id"],
        ["catalog-smoke-ingress", "api-security-group-id", "catalog-smoke-security-group-id"],
      ],
    );
  });

  it("has no function without a smoke path", async () => {
    const registrations = await registered({ release: { strategy: "blueGreen" } });
    assert.deepEqual(namesOf(registrations, "aws:lambda/function:Function"), []);
    assert.deepEqual(serviceInputs(registrations)["deploymentConfiguration"], {
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: "5",
    });
  });
});

describeMistakes("ContainerService", "releases.md", [
  {
    argument: "release.percent",
    message: "release.percent must be a whole number from 1 to 99, got 100",
    make: () => createCatalog({ release: { strategy: "canary", percent: 100 } }),
  },
  {
    argument: "release.smokePath",
    message:
      "release.smokePath must lie below a route of the service, got /health and routes /catalog/*",
    make: () => createCatalog({ release: { strategy: "blueGreen", smokePath: "/health" } }),
  },
  {
    argument: "release.rollbackOn",
    message:
      "release.rollbackOn must name 5xx, p99 or both when traffic moves, got none; without an alarm nothing takes it back",
    make: () => createCatalog({ release: { strategy: "linear", rollbackOn: [] } }),
  },
  {
    argument: "release.strategy",
    message:
      "release.strategy blueGreen needs 1 to 5 routes, since ECS moves the traffic of one listener rule, got none; join paths with * or use rolling",
    make: () => createCatalog({ release: { strategy: "blueGreen" }, routes: [] }),
  },
  {
    argument: "slo.availability",
    message: "slo.availability must be a share from 0.5 to 0.99999, got 99.9; 99.9 % is 0.999",
    make: () => createCatalog({ slo: { availability: 99.9 } }),
  },
]);
