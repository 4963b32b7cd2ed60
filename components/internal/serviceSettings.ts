/** What a stack may say of one service. Pure. */
import { z } from "zod";
import { mapping } from "./settingFaults";

const cpu = z.int().min(128).optional();
const memoryMiB = z.int().min(128).optional();
const runtimes = [
  mapping({
    kind: z.literal("fargate"),
    memoryMiB,
    cpu: z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]).optional(),
    spotPercent: z.int().min(0).max(100).optional(),
  }),
  mapping({ kind: z.literal("ec2"), memoryMiB, cpu }),
  mapping({
    kind: z.literal("lambda"),
    memoryMiB,
    timeoutSeconds: z.int().min(1).max(900).optional(),
  }),
  mapping({ kind: z.literal("eks"), memoryMiB, cpu }),
] as const;
const runtime = z.preprocess(
  // One word is enough: everything else then stays as the definition has it.
  (value) => (typeof value === "string" ? { kind: value } : value),
  z.discriminatedUnion("kind", runtimes, { error: "fargate, ec2, lambda or eks" }),
);
const percent = z.int().min(10).max(90).optional();
/** How many copies run, and by what: bounds that a definition keeps as well. */
export const scaleShape = {
  min: z.int().min(1).optional(),
  max: z.int().min(1).optional(),
  cpuPercent: percent,
  memoryPercent: percent,
  requestsPerMinutePerTask: z.int().min(1).optional(),
  messagesPerTask: z.int().min(1).optional(),
};
/** A service's runtime and scale, as far as the stack wants them otherwise. */
export const serviceOverride = mapping({
  runtime: runtime.optional(),
  scale: mapping(scaleShape).optional(),
});
