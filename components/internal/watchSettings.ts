/** How a stack and its account are watched, as its settings say it. */
import { z } from "zod";
import { mapping } from "./settingFaults";

export const watchSettings = {
  /** Traces of the services in X-Ray; whatever is left out is as `Tracing` has it. Left out as a whole: functions alone are traced. */
  tracing: mapping({
    /** What stands beside each task on ECS and sends on its spans; without it, containers make none. */
    collector: z.enum(["none", "adot", "cloudWatchAgent"]).default("none"),
    percent: z.number("a number").min(0).max(100).optional(),
    slowMs: z.int().min(1).optional(),
  }).optional(),
  /** A visitor who asks for the page every few minutes; whatever is left out is as `Canary` has it. */
  canary: mapping({
    runtimeVersion: z.string().regex(/^syn-nodejs-\S+$/, {
      message: "a Node.js runtime of CloudWatch Synthetics such as syn-nodejs-puppeteer-13.0",
    }),
    everyMinutes: z.int().min(1).max(60).optional(),
    text: z.string().min(1).optional(),
  }).optional(),
  /** What watches the account, of which it has one each: only one of its stacks may say true. */
  audit: mapping({
    trail: z.boolean().default(false),
    threatDetection: z.boolean().default(false),
    configRecorder: z.boolean().default(false),
    accessAnalyzer: z.boolean().default(false),
  }).prefault({}),
  /** What a month may cost the account, and who is told. */
  budget: mapping({
    monthlyUsd: z.number("a number").positive(),
    emails: z.array(z.email("a mail address")).min(1).max(10),
  }).optional(),
};
