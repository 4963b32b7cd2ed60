/** What the user reads about the services that run. */
import type { QueueStatus, ServiceStatus } from "../cloud/types";
import { table } from "../progress";

/** One row per service: what it is, where it answers, how it is. */
export function servicesTable(services: readonly ServiceStatus[]): string {
  const rows = services.map(({ name, runtime, where, health }) => [name, runtime, where, health]);
  return table([["SERVICE", "RUNS ON", "WHERE", "HEALTH"], ...rows]);
}

/** One row per queue: messages that wait or are in work, and those that could not be processed. */
export function queuesTable(queues: readonly QueueStatus[]): string {
  const rows = queues.map(({ name, waiting, dead }) => [
    name,
    String(waiting),
    dead === undefined ? "-" : String(dead),
  ]);
  return table([["QUEUE", "WAITING", "DEAD"], ...rows]);
}

/** Why services are not healthy, a line for each, with the log to read. */
export function serviceFaults(services: readonly ServiceStatus[]): string[] {
  return services.flatMap(({ name, health, lastError }) => {
    if (health === "healthy") return [];
    const fault = `! ${name} is ${health}${lastError === undefined ? "" : `: ${lastError}`}`;
    // What never ran has written nothing.
    return [
      health === "not run here" ? fault : `${fault}; its log is .sandbox/data/logs/${name}.log`,
    ];
  });
}
