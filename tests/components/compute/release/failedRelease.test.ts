import assert from "node:assert/strict";
import type { Task } from "@aws-sdk/client-ecs";
import * as pulumi from "@pulumi/pulumi";
import { ecsReleases, follow } from "../../../../components/compute/release/ecsReleases";
import type { LogsApi } from "../../../../components/compute/release/follow/ecsApi";
import {
  arn,
  at,
  awsError,
  catalog,
  deployment,
  FakeClock,
  FakeEcs,
  fakeLogs,
  type FakeEcsOptions,
  running,
  taskDefinition,
} from "./fakeEcs";

function task(id: string, more: Partial<Task>): Task {
  return {
    taskArn: `${arn}:task/shop/${id}`,
    taskDefinitionArn: taskDefinition(43),
    createdAt: at(10),
    stoppedAt: at(60),
    ...more,
  };
}

/** Two tasks that crashed, one that ECS then stopped, and one of the release before. */
const tasks: readonly Task[] = [
  task("0001", {
    stopCode: "ServiceSchedulerInitiated",
    stoppedReason: "Scaling activity initiated by (deployment ecs-svc/1)",
    stoppedAt: at(200),
  }),
  task("0002", {
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "catalog", exitCode: 1 }],
  }),
  task("0003", {
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "catalog", exitCode: 1 }],
    stoppedAt: at(90),
  }),
  task("0000", {
    createdAt: at(-9000),
    stoppedReason: "Task failed ELB health checks in (target-group catalog)",
  }),
];

const definition = {
  containerDefinitions: [
    {
      name: "catalog",
      essential: true,
      logConfiguration: {
        logDriver: "awslogs" as const,
        options: { "awslogs-group": "catalog-logs", "awslogs-stream-prefix": "catalog" },
      },
    },
  ],
};

const logs = fakeLogs({
  "catalog/catalog/0003": ["listening on 8080\n", "Error: PRODUCTS_TABLE_NAME is not set\n"],
});

/** The message with which following this script fails. */
async function messageOf(
  script: FakeEcsOptions["script"],
  options: Partial<FakeEcsOptions> & { readonly logs?: LogsApi } = {},
): Promise<string> {
  const clock = new FakeClock();
  const ecs = new FakeEcs({ clock, script, tasks, taskDefinition: definition, ...options });
  const report = () => Promise.resolve();
  const clients = { ecs, logs: options.logs ?? logs };
  try {
    await follow(catalog, clients, { clock, report });
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), "Pulumi prints it without a stack trace");
    return error.message;
  }
  return assert.fail("the release should have failed");
}

const rolledBack = deployment("8Uxm", -1, "ROLLBACK_SUCCESSFUL", {
  statusReason:
    "Service deployment rolled back because the circuit breaker threshold was exceeded.",
  targetServiceRevision: { arn: `${arn}:service-revision/shop/catalog-1a2b/4980306466373577095` },
});

describe("a failed release", () => {
  it("tells what failed, what runs now, why tasks stopped, their last lines and how to go on", async () => {
    const message = await messageOf([{ service: running(42), deployments: [rolledBack] }]);
    assert.equal(
      message,
      [
        'ContainerService "catalog": the release failed, and ECS rolled it back',
        "  deployment 8Uxm",
        "  status     ROLLBACK_SUCCESSFUL: Service deployment rolled back because the circuit breaker threshold was exceeded.",
        "  revision   4980306466373577095",
        "  deployed   shop-catalog:43",
        "  runs now   shop-catalog:42, 2 of 2 tasks",
        "  stopped tasks",
        "    2 x Essential container in task exited; container catalog exited with 1",
        "    1 x Scaling activity initiated by (deployment ecs-svc/1)",
        "  last lines of catalog/catalog/0003 in log group catalog-logs",
        "    listening on 8080",
        "    Error: PRODUCTS_TABLE_NAME is not set",
        "Correct the cause and deploy again; to deploy the same version once more, run `pulumi up --refresh`.",
      ].join("\n"),
    );
  });

  it("names the alarms that took it back", async () => {
    const byAlarm = deployment("8Uxm", -1, "ROLLBACK_SUCCESSFUL", {
      alarms: { triggeredAlarmNames: ["catalog-release-5xx-alternate-0a1b2c3"] },
      rollback: { reason: "CloudWatch alarm in ALARM state" },
    });
    const message = await messageOf([{ service: running(42), deployments: [byAlarm] }], {
      tasks: [],
    });
    assert.match(message, /^ {2}rollback {3}CloudWatch alarm in ALARM state$/m);
    assert.match(message, /^ {2}alarms {5}catalog-release-5xx-alternate-0a1b2c3$/m);
    assert.doesNotMatch(message, /stopped tasks|last lines/);
  });

  it("says that the service still runs the old revision when nothing was deployed since", async () => {
    const earlier = { ...rolledBack, createdAt: at(-9000) };
    const message = await messageOf([{ service: running(42), deployments: [earlier] }]);
    assert.match(
      message,
      /the service still runs an old revision: its last release failed, and this update has deployed nothing since\n/,
    );
    assert.match(message, /run `pulumi up --refresh`\.$/);
  });

  it("says how to take back what did not end in time", async () => {
    const stuck = deployment("8Uxm", -1, "IN_PROGRESS");
    const message = await messageOf([{ service: running(43), deployments: [stuck] }]);
    assert.match(message, /the release did not end in time; ECS goes on with it by itself\n/);
    assert.ok(
      message.endsWith(
        `or take it back with \`aws ecs stop-service-deployment --service-deployment-arn ${arn}:service-deployment/shop/catalog-1a2b/8Uxm --stop-type ROLLBACK\`.`,
      ),
      message,
    );
  });

  it("tells one revision from another that somebody else deployed", async () => {
    const message = await messageOf([
      { service: running(44), deployments: [deployment("8Uxm", -9000, "SUCCESSFUL")] },
    ]);
    assert.match(message, /somebody else deployed since\n/);
    assert.match(message, /^ {2}runs now {3}shop-catalog:44, 2 of 2 tasks$/m);
  });

  it("takes the log of the next task when one did not get as far as writing", async () => {
    const missing = awsError(
      "ResourceNotFoundException",
      "The specified log stream does not exist.",
    );
    const message = await messageOf([{ service: running(42), deployments: [rolledBack] }], {
      logs: {
        getLogEvents: (input) =>
          input.logStreamName === "catalog/catalog/0002"
            ? Promise.resolve({ events: [{ message: "out of memory" }] })
            : Promise.reject(missing),
      },
    });
    assert.match(message, /last lines of catalog\/catalog\/0002 .*\n {4}out of memory\n/);
    assert.doesNotMatch(message, /not found out/);
  });

  it("is told even when the log cannot be read", async () => {
    const message = await messageOf([{ service: running(42), deployments: [rolledBack] }], {
      logs: fakeLogs({}),
    });
    assert.match(message, /2 x Essential container in task exited/);
    assert.match(message, /^ {2}not found out: log: Error: The specified log stream/m);
  });

  it("says what whoever deploys must be allowed when ECS may not be asked", async () => {
    const error = awsError(
      "AccessDeniedException",
      "not authorized to perform: ecs:DescribeServices",
    );
    const message = await messageOf([{ error }]);
    assert.match(message, /not authorized to perform: ecs:DescribeServices/);
    assert.match(message, /must be allowed .*ecs:ListServiceDeployments.*logs:GetLogEvents/);
  });
});

describe("ecsReleases", () => {
  it("asks nothing without an engine, since then nothing was deployed", async () => {
    const releases = ecsReleases({ region: "eu-west-1" });
    await releases.followService(catalog, () => assert.fail("there is nothing to tell"));
  });
});
