/** How the memory of a task is shared out between the service and what runs beside it. Pure. */

/** Something besides the service that takes memory of its task. */
export interface MemoryUse {
  /** What it is, as a message calls it. */
  readonly name: string;
  readonly memoryMiB: number;
}

/** Least memory that a service's own container must keep, in MiB. */
export const leastServiceMemoryMiB = 128;

function total(uses: readonly MemoryUse[]): number {
  return uses.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
}

/** What is left of a task's memory for the service's own container, in MiB. */
export function serviceMemoryMiB(taskMemoryMiB: number, uses: readonly MemoryUse[]): number {
  return taskMemoryMiB - total(uses);
}

/** The fault in a task that leaves its service too little memory. */
export function memoryFaults(taskMemoryMiB: number, uses: readonly MemoryUse[]): string[] {
  if (serviceMemoryMiB(taskMemoryMiB, uses) >= leastServiceMemoryMiB) return [];
  const list = uses.map(({ name, memoryMiB }) => `${name} takes ${memoryMiB}`).join(", ");
  const enough = leastServiceMemoryMiB + total(uses);
  return [
    `memoryMiB must leave the service at least ${leastServiceMemoryMiB} MiB, got ${taskMemoryMiB}, of which ${list}; raise memoryMiB to ${enough} or more`,
  ];
}
