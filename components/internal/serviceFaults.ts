/** What AWS would refuse in the definitions, told before anything is created. Pure. */
import type {
  ContainerRuntime,
  Route,
  Runtime,
  Scale,
  ServiceDefinition,
} from "../../services/contract";
import { containerCpu, fargateSizeFault } from "./fargateSizes";
import { rulePriority } from "./rulePriority";

/** Tasks that run when a definition does not say. */
export const defaultTasks = { min: 2, max: 10 } as const;

/** The listener rule priority of a route: its own, or the one computed from its path. */
export function priorityOf(route: Route): number {
  return route.priority ?? rulePriority(route.path);
}

/** The faults in how large a service is and how many copies of it run. */
export function sizeFaults(runtime: Runtime, scale: Scale = {}): string[] {
  if (runtime.kind === "lambda") {
    return [
      ...rangeFaults("memoryMiB", runtime.memoryMiB, 128, 10240),
      ...rangeFaults("timeoutSeconds", runtime.timeoutSeconds ?? 10, 1, 900),
    ];
  }
  return [...scaleFaults(scale), ...containerFaults(runtime)];
}

function containerFaults(runtime: ContainerRuntime): string[] {
  if (runtime.kind !== "fargate") {
    return [
      ...rangeFaults("memoryMiB", runtime.memoryMiB, 128, 122_880),
      ...rangeFaults("cpu", containerCpu(runtime), 128, 196_608),
    ];
  }
  const size = fargateSizeFault(containerCpu(runtime), runtime.memoryMiB);
  return [
    ...(size === undefined ? [] : [size]),
    ...rangeFaults("spotPercent", runtime.spotPercent ?? 0, 0, 100),
  ];
}

function scaleFaults(scale: Scale): string[] {
  const { min, max } = { ...defaultTasks, ...scale };
  return min > max
    ? [`scale.min must not exceed scale.max, got ${min} and ${max}; raise max or lower min`]
    : [];
}

/** Checks a whole number; one that is not given has no fault. */
export function rangeFaults(
  name: string,
  value: number | undefined,
  least: number,
  most: number,
): string[] {
  return value === undefined || (Number.isInteger(value) && value >= least && value <= most)
    ? []
    : [`${name} must be a whole number from ${least} to ${most}, got ${value}`];
}

/** One sentence for each wrong size or priority and each pair of routes that share a priority. */
export function serviceFaults(services: readonly ServiceDefinition[]): string[] {
  const own = services.flatMap(({ name, runtime, scale, routes }) =>
    [
      ...sizeFaults(runtime, scale),
      ...routes.flatMap((route) =>
        rangeFaults(`priority of route "${route.path}"`, priorityOf(route), 1, 50_000),
      ),
    ].map((fault) => `service "${name}": ${fault}`),
  );
  const owners = new Map<number, string>();
  const collisions = services
    .flatMap((service) => service.routes)
    .flatMap((route) => {
      const priority = priorityOf(route);
      const other = owners.get(priority);
      owners.set(priority, route.path);
      return other === undefined || other === route.path
        ? []
        : [
            `routes "${other}" and "${route.path}" have the same listener priority ${priority}; set priority on one of them to a free number from 1 to 50000`,
          ];
    });
  return [...own, ...collisions];
}
