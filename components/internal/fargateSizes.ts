/**
 * The CPU and memory pairs that Fargate accepts.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
import type { ContainerRuntime, FargateCpu } from "../../services/contract";

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** Memory in MiB that goes with each CPU size, smallest first. */
export const fargateMemoryMiB: Readonly<Record<FargateCpu, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

/** CPU units of a container: those asked for, or on Fargate the fewest that go with the memory, elsewhere 256. */
export function containerCpu(runtime: ContainerRuntime): number {
  if (runtime.cpu !== undefined) return runtime.cpu;
  const fitting = Object.entries(fargateMemoryMiB).find(
    ([, accepted]) => runtime.kind === "fargate" && accepted.includes(runtime.memoryMiB),
  );
  return fitting === undefined ? 256 : Number(fitting[0]);
}

/** The fault in a CPU and memory pair, or undefined when Fargate accepts it. */
export function fargateSizeFault(cpu: number, memoryMiB: number): string | undefined {
  const accepted = Object.entries(fargateMemoryMiB).find(([size]) => Number(size) === cpu)?.[1];
  if (accepted === undefined) {
    return `cpu must be one of ${Object.keys(fargateMemoryMiB).join(", ")}, got ${cpu}`;
  }
  if (accepted.includes(memoryMiB)) return undefined;
  const list =
    accepted.length <= 4
      ? accepted.join(", ")
      : `${String(accepted[0])} to ${String(accepted.at(-1))} in steps of ${(accepted[1] ?? 0) - (accepted[0] ?? 0)}`;
  return `memoryMiB must be ${list} when cpu is ${cpu}, got ${memoryMiB}`;
}
