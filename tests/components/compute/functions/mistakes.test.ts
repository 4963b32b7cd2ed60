import { describeMistakes } from "../../../helpers/mistakes";
import { useWorkspace } from "../../../helpers/workspace";
import { type Change, createFunction, sources } from "./functionFixture";

const queue = { kind: "queue", name: "placed", queueArn: "arn:mock:placed" } as const;
const thirtySeconds = { kind: "lambda", memoryMiB: 256, timeoutSeconds: 30 } as const;

/** One mistake: its argument, its message, and the argument that makes it. */
function mistake(argument: string, message: string, change: Change) {
  return { argument, message, make: () => createFunction(change) };
}

describe("FunctionService", () => {
  useWorkspace(sources);

  describeMistakes("FunctionService", "function-service.md", [
    mistake("runtime.memoryMiB", "memoryMiB must be a whole number from 128 to 10240, got 64", {
      runtime: { kind: "lambda", memoryMiB: 64 },
    }),
    mistake(
      "provisionedConcurrency",
      "provisionedConcurrency.max must be at least min 5, got 2; raise max or lower min",
      { provisionedConcurrency: { min: 5, max: 2 } },
    ),
    mistake(
      "provisionedConcurrency",
      "provisionedConcurrency.max must not exceed reservedConcurrency 10, got 20; raise reservedConcurrency or lower max",
      { reservedConcurrency: 10, provisionedConcurrency: { min: 5, max: 20 } },
    ),
    mistake(
      "ephemeralStorageMiB",
      "ephemeralStorageMiB must be a whole number from 512 to 10240, got 20000",
      { ephemeralStorageMiB: 20_000 },
    ),
    mistake(
      "release.bakeMinutes",
      "release.bakeMinutes on lambda must be a whole number from 0 to 14, got 60",
      { release: { strategy: "canary", bakeMinutes: 60 } },
    ),
    mistake(
      "release.smokePath",
      "release.smokePath needs a route, got /health and no routes; take it out, since the function answers no requests",
      { routes: [], release: { strategy: "blueGreen", smokePath: "/health" } },
    ),
  ]);

  describeMistakes("FunctionService", "function-service-events.md", [
    mistake(
      "visibilityTimeoutSeconds",
      'event source "placed": visibilityTimeoutSeconds must be at least 180, six times the function\'s 30 s and its windowSeconds, got 30; raise it on the queue or lower runtime.timeoutSeconds',
      { runtime: thirtySeconds, eventSources: [{ ...queue, visibilityTimeoutSeconds: 30 }] },
    ),
    mistake(
      "windowSeconds",
      'event source "placed": windowSeconds must be at least 1 for a batchSize of more than 10, got 0; leave windowSeconds out or lower batchSize 100',
      { eventSources: [{ ...queue, batchSize: 100, windowSeconds: 0 }] },
    ),
    mistake(
      "maxConcurrency",
      'event source "placed": maxConcurrency must not exceed reservedConcurrency 5, got 10; lower maxConcurrency or raise reservedConcurrency',
      { eventSources: [queue], reservedConcurrency: 5 },
    ),
    mistake(
      "eventSources",
      'eventSources must have different names, got "placed" twice; rename one',
      { eventSources: [queue, queue] },
    ),
    mistake(
      "name",
      'event source "Orders": name must be 1 to 20 lower-case letters, digits and hyphens that start with a letter, got "Orders"',
      { eventSources: [{ ...queue, name: "Orders" }] },
    ),
    mistake(
      "expression",
      'event source "nightly": expression must be cron(...), rate(...) or at(...), got "0 3 * * *"; for example rate(5 minutes)',
      { eventSources: [{ kind: "schedule", name: "nightly", expression: "0 3 * * *" }] },
    ),
    mistake(
      "pattern",
      'event source "orders": pattern must name at least one field, got none; add source or detail-type',
      { eventSources: [{ kind: "eventBridge", name: "orders", pattern: {} }] },
    ),
    mistake(
      "retries",
      'event source "clicks": retries must be a whole number from 0 to 10000, got -1',
      {
        eventSources: [
          { kind: "stream", name: "clicks", streamArn: "arn:mock:clicks", retries: -1 },
        ],
      },
    ),
  ]);
});
