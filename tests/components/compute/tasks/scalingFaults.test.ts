import assert from "node:assert/strict";
import {
  scalingFaults,
  type ScalingFaultsArgs,
} from "../../../../components/compute/tasks/scalingFaults";

const routes = [{ path: "/orders/*", auth: "public" }] as const;
const backlog = { queueNames: ["orders"], messagesPerTask: 1 };
const day = { cron: "0 7 ? * MON-FRI *", min: 2, max: 4 };

describe("scalingFaults", () => {
  const accepted: [string, ScalingFaultsArgs][] = [
    ["nothing at all", { routes }],
    ["no task without a route, for a queue", { scale: { min: 0 }, backlog, routes: [] }],
    ["one task", { scale: { min: 1 }, routes }],
    ["whole shares", { scale: { cpuPercent: 100, memoryPercent: 1 }, routes }],
    ["requests for routes", { scale: { requestsPerMinutePerTask: 1 }, routes }],
    [
      "one time in two zones",
      { scale: { schedules: [day, { ...day, timezone: "Europe/Berlin" }] }, routes },
    ],
    [
      "schedules that stop everything",
      { scale: { schedules: [{ ...day, min: 0, max: 0 }] }, routes },
    ],
  ];
  for (const [what, args] of accepted) {
    it(`accepts ${what}`, () => {
      assert.deepEqual(scalingFaults(args), []);
    });
  }

  const refused: [string, ScalingFaultsArgs, RegExp][] = [
    ["fewer than no tasks", { scale: { min: -1 }, routes }, /^scale\.min must be a whole number/],
    ["no share", { scale: { cpuPercent: 0 }, routes }, /^scale\.cpuPercent must be .* got 0$/],
    ["more than all", { scale: { memoryPercent: 101 }, routes }, /^scale\.memoryPercent must be/],
    [
      "half a request",
      { scale: { requestsPerMinutePerTask: 0.5 }, routes },
      /^scale\.requestsPerMinutePerTask must be/,
    ],
    [
      "tasks that do nothing",
      { backlog: { ...backlog, messagesPerTask: 0 }, routes },
      /^backlog\.messagesPerTask must be a whole number from 1 to 1000000, got 0$/,
    ],
    [
      "more queues than CloudWatch adds up",
      { backlog: { ...backlog, queueNames: ["a", "b", "c", "d", "e"] }, routes },
      /^backlog\.queueNames must be one to four queues, got 5; /,
    ],
    [
      "a schedule with more at least than at most",
      { scale: { schedules: [{ ...day, min: 5 }] }, routes },
      /min must not exceed max, got 5 and 4; raise max or lower min$/,
    ],
    [
      "two schedules for one time",
      { scale: { schedules: [day, { ...day, timezone: "UTC", max: 9 }] }, routes },
      /^scale\.schedules "0 7 \? \* MON-FRI \*" is there twice;/,
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () => {
      const [fault = "", ...others] = scalingFaults(args);
      assert.match(fault, message);
      assert.deepEqual(others, []);
    });
  }
});
