/** What AWS would refuse in a container service, or run otherwise than meant. */
import { memoryFaults } from "../../internal/taskMemory";
import { rangeFaults, sizeFaults } from "../../internal/serviceFaults";
import { defaultTracedPercent, percentFaults } from "../../observability/trace/tracingFaults";
import type { ContainerServiceArgs } from "../containerService";
import { environmentOf } from "../workload";
import { scalingFaults } from "./scalingFaults";
import { memoryBeside } from "./taskDefinition";

/** One sentence for each fault. */
export function containerServiceFaults(name: string, args: ContainerServiceArgs): string[] {
  return [
    ...sizeFaults(args.runtime, args.scale),
    ...taskMemoryFaults(args),
    ...placeFaults(args),
    ...daemonFaults(args),
    ...clusterFaults(args),
    ...tracingFaults(args),
    ...secretFaults(name, args),
    ...timeFaults(args),
    ...scalingFaults(args),
  ];
}

function taskMemoryFaults(args: ContainerServiceArgs): string[] {
  const { temporaryStorageMiB = 0, tracingMemoryMiB = 64, runtime } = args;
  const ranges = [
    ...rangeFaults("temporaryStorageMiB", temporaryStorageMiB, 0, runtime.memoryMiB),
    ...rangeFaults("tracingMemoryMiB", tracingMemoryMiB, 64, runtime.memoryMiB),
  ];
  if (ranges.length > 0) return ranges;
  const storage = { name: "temporary storage", memoryMiB: temporaryStorageMiB };
  const beside = [...memoryBeside(args), ...(temporaryStorageMiB > 0 ? [storage] : [])];
  return beside.length === 0 ? [] : memoryFaults(runtime.memoryMiB, beside);
}

/** Arguments that only tasks on instances know. */
function placeFaults(args: ContainerServiceArgs): string[] {
  const { runtime, cluster, placementStrategies, placementConstraints } = args;
  if (runtime.kind === "ec2") {
    return [
      ...(cluster.instanceCapacityProvider === undefined
        ? [
            `runtime "ec2" needs a cluster with instances, got one without; set instances on the EcsCluster or choose runtime "fargate"`,
          ]
        : []),
      ...(args.architecture === "x86_64"
        ? [
            `architecture must be "arm64" with runtime "ec2", whose instances are Graviton, got "x86_64"; leave it out or choose runtime "fargate"`,
          ]
        : []),
      ...rangeFaults("the number of placementStrategies", placementStrategies?.length ?? 0, 0, 5),
      ...rangeFaults(
        "the number of placementConstraints",
        placementConstraints?.length ?? 0,
        0,
        10,
      ),
    ];
  }
  const given = {
    scheduling: args.scheduling === "daemon",
    placementStrategies: placementStrategies !== undefined,
    placementConstraints: placementConstraints !== undefined,
  };
  return Object.entries(given)
    .filter(([, isGiven]) => isGiven)
    .map(
      ([argument]) =>
        `${argument} is about instances, got it with runtime "fargate"; choose runtime "ec2" or leave it out`,
    );
}

/** ECS decides how many daemons run and where. */
function daemonFaults(args: ContainerServiceArgs): string[] {
  if (args.scheduling !== "daemon") return [];
  const given = {
    scale: args.scale !== undefined,
    backlog: args.backlog !== undefined,
    predictive: (args.predictive ?? "off") !== "off",
    placementStrategies: args.placementStrategies !== undefined,
    "a release that shifts traffic": (args.release?.strategy ?? "rolling") !== "rolling",
  };
  return Object.entries(given)
    .filter(([, isGiven]) => isGiven)
    .map(
      ([argument]) =>
        `scheduling "daemon" runs one task on each instance and takes no ${argument}, got both; leave it out or choose "replica"`,
    );
}

/** What the cluster must have. */
function clusterFaults({ cluster, exec, serviceConnect = "none" }: ContainerServiceArgs): string[] {
  return [
    ...(exec === true && !cluster.execLogging
      ? [
          "exec needs a cluster that records sessions, got one that does not; set exec on the EcsCluster or leave it out here",
        ]
      : []),
    ...(serviceConnect !== "none" && cluster.serviceConnectNamespaceArn === undefined
      ? [
          `serviceConnect "${serviceConnect}" needs a cluster with a namespace, got one without; set serviceConnect on the EcsCluster`,
        ]
      : []),
  ];
}

function tracingFaults(args: ContainerServiceArgs): string[] {
  const { tracing = "none", tracingMemoryMiB, tracingImage, imageCache } = args;
  const percent = percentFaults("tracingPercent", args.tracingPercent ?? defaultTracedPercent);
  const given = {
    tracingMemoryMiB: tracingMemoryMiB !== undefined,
    tracingImage: tracingImage !== undefined,
    imageCache: imageCache !== undefined,
  };
  const useless = Object.entries(given)
    .filter(([, isGiven]) => isGiven && tracing === "none")
    .map(
      ([argument]) =>
        `${argument} is about the collector, got it without one; set tracing or leave it out`,
    );
  return imageCache === undefined || imageCache.registry === "ecrPublic"
    ? [...percent, ...useless]
    : [
        ...percent,
        ...useless,
        `imageCache must cache "ecrPublic", where the collectors are, got "${imageCache.registry}"; make a PullThroughCache of ecrPublic`,
      ];
}

function secretFaults(name: string, args: ContainerServiceArgs): string[] {
  const { secrets = {} } = args;
  const plain = Object.keys(environmentOf(name, args));
  return Object.entries(secrets).flatMap(([variable, reference]) => [
    ...(/^[A-Za-z_]\w*$/.test(variable)
      ? []
      : [
          `a secret's variable must be letters, digits and underscores, got "${variable}"; write it as DATABASE_PASSWORD`,
        ]),
    ...(plain.includes(variable)
      ? [
          `secret ${variable} has the name of a variable that the service already has; choose another name`,
        ]
      : []),
    ...("jsonKey" in reference && /[:\s]/.test(reference.jsonKey ?? "")
      ? [
          `jsonKey of secret ${variable} must be without colons and spaces, got "${reference.jsonKey ?? ""}"; ECS separates by colons`,
        ]
      : []),
  ]);
}

function timeFaults(args: ContainerServiceArgs): string[] {
  const { healthCheck = {}, slowStartSeconds = 0 } = args;
  const { intervalSeconds = 10, timeoutSeconds = 5 } = healthCheck;
  return [
    ...rangeFaults("stopTimeoutSeconds", args.stopTimeoutSeconds ?? 30, 1, 120),
    ...rangeFaults("startSeconds", args.startSeconds ?? 10, 0, 300),
    ...rangeFaults("graceSeconds", args.graceSeconds ?? 30, 0, 3600),
    ...rangeFaults("drainSeconds", args.drainSeconds ?? 30, 0, 3600),
    ...(slowStartSeconds === 0 ? [] : rangeFaults("slowStartSeconds", slowStartSeconds, 30, 900)),
    ...rangeFaults("healthCheck.intervalSeconds", intervalSeconds, 5, 300),
    ...rangeFaults("healthCheck.timeoutSeconds", timeoutSeconds, 2, 120),
    ...(timeoutSeconds < intervalSeconds
      ? []
      : [
          `healthCheck.timeoutSeconds must be less than healthCheck.intervalSeconds, got ${timeoutSeconds} and ${intervalSeconds}; wait shorter or check less often`,
        ]),
    ...rangeFaults("healthCheck.healthyThreshold", healthCheck.healthyThreshold ?? 2, 2, 10),
    ...rangeFaults("healthCheck.unhealthyThreshold", healthCheck.unhealthyThreshold ?? 3, 2, 10),
  ];
}
