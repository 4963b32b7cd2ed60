import { PullThroughCache } from "../../../components/compute/pullThroughCache";
import { describeMistakes, type Mistake } from "../../helpers/mistakes";
import { accountId, region } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { type Change, createCatalog, onInstances, sources } from "./catalogContainers";

/** The valid service with one thing broken. */
function mistake(argument: string, message: string, change: Change): Mistake {
  return { argument, message, make: () => createCatalog(change) };
}

const fargate = { kind: "fargate", memoryMiB: 512 } as const;
const schedule = { cron: "0 7 * * *", min: 1, max: 2 };

describe("ContainerService", () => {
  useWorkspace(sources);

  describeMistakes("ContainerService", "container-service.md", [
    mistake("runtime", "memoryMiB must be 512, 1024, 2048 when cpu is 256, got 300", {
      runtime: { kind: "fargate", cpu: 256, memoryMiB: 300 },
    }),
    mistake(
      "runtime",
      'runtime "ec2" needs a cluster with instances, got one without; set instances on the EcsCluster or choose runtime "fargate"',
      { runtime: { kind: "ec2", memoryMiB: 512 } },
    ),
    mistake(
      "architecture",
      'architecture must be "arm64" with runtime "ec2", whose instances are Graviton, got "x86_64"; leave it out or choose runtime "fargate"',
      onInstances({ architecture: "x86_64" }),
    ),
    mistake(
      "scheduling",
      'scheduling is about instances, got it with runtime "fargate"; choose runtime "ec2" or leave it out',
      { scheduling: "daemon" },
    ),
    mistake(
      "scale",
      'scheduling "daemon" runs one task on each instance and takes no scale, got both; leave it out or choose "replica"',
      onInstances({ scheduling: "daemon", scale: { min: 2 } }),
    ),
    mistake(
      "placementStrategies",
      'placementStrategies is about instances, got it with runtime "fargate"; choose runtime "ec2" or leave it out',
      { placementStrategies: [{ type: "random" }] },
    ),
    mistake(
      "scale.min",
      "scale.min may be 0 only with a backlog that wakes the service, got none; name its queues in backlog or set min to 1 or more",
      { scale: { min: 0 } },
    ),
    mistake(
      "scale.min",
      'scale.min must be 1 or more for a service with routes, got 0; without a task "/catalog/*" would answer 503',
      { scale: { min: 0 }, backlog: { queueNames: ["orders"], messagesPerTask: 10 } },
    ),
    mistake(
      "scale.requestsPerMinutePerTask",
      "scale.requestsPerMinutePerTask needs requests, got 100 and no route; leave it out or give the service a route",
      { scale: { requestsPerMinutePerTask: 100 }, routes: [] },
    ),
    mistake(
      "scale.schedules",
      'scale.schedules cron must have six fields (minute, hour, day, month, weekday, year), got "0 7 * * *"; write it as 0 7 ? * MON-FRI *',
      { scale: { schedules: [schedule] } },
    ),
    mistake(
      "tracing",
      'memoryMiB must leave the service at least 128 MiB, got 512, of which tracing "adot" takes 400; raise memoryMiB to 528 or more',
      { runtime: fargate, tracing: "adot", tracingMemoryMiB: 400 },
    ),
    mistake(
      "tracingMemoryMiB",
      "tracingMemoryMiB is about the collector, got it without one; set tracing or leave it out",
      { tracingMemoryMiB: 128 },
    ),
    mistake(
      "tracingPercent",
      "tracingPercent must be from 0 to 100, got 500; 5 is one request in twenty",
      { tracing: "adot", tracingPercent: 500 },
    ),
    mistake(
      "imageCache",
      'imageCache must cache "ecrPublic", where the collectors are, got "quay"; make a PullThroughCache of ecrPublic',
      ({ key }) => ({
        tracing: "adot",
        imageCache: new PullThroughCache("quay", {
          ...{ upstream: { registry: "quay" }, region, accountId, key },
        }),
      }),
    ),
    mistake(
      "temporaryStorageMiB",
      "memoryMiB must leave the service at least 128 MiB, got 512, of which temporary storage takes 400; raise memoryMiB to 528 or more",
      { runtime: fargate, temporaryStorageMiB: 400 },
    ),
    mistake(
      "exec",
      "exec needs a cluster that records sessions, got one that does not; set exec on the EcsCluster or leave it out here",
      { exec: true },
    ),
    mistake(
      "serviceConnect",
      'serviceConnect "client" needs a cluster with a namespace, got one without; set serviceConnect on the EcsCluster',
      { serviceConnect: "client" },
    ),
    mistake(
      "secrets",
      "secret ORDERS_TABLE_NAME has the name of a variable that the service already has; choose another name",
      { secrets: { ORDERS_TABLE_NAME: { parameterArn: "arn:p" } } },
    ),
    mistake(
      "secrets",
      'a secret\'s variable must be letters, digits and underscores, got "payment-key"; write it as DATABASE_PASSWORD',
      { secrets: { "payment-key": { parameterArn: "arn:p" } } },
    ),
    mistake(
      "stopTimeoutSeconds",
      "stopTimeoutSeconds must be a whole number from 1 to 120, got 300",
      { stopTimeoutSeconds: 300 },
    ),
    mistake(
      "healthCheck",
      "healthCheck.timeoutSeconds must be less than healthCheck.intervalSeconds, got 10 and 10; wait shorter or check less often",
      { healthCheck: { timeoutSeconds: 10 } },
    ),
  ]);
});
