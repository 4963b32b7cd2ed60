import { systemClock } from "../platform/clock";
import { createDocumentClient } from "../platform/dynamodb";
import { commonEnvironment, tableName } from "../platform/env";
import { createLogger } from "../platform/logger";
import { noTracing, type Tracing } from "../platform/tracing";
import type { CartsDeps } from "./app";
import { dynamoCartStore } from "./store";

/** Environment variables that the carts service needs on every runtime. */
export const cartsEnvironment = commonEnvironment.extend({
  CARTS_TABLE_NAME: tableName.describe("the name of the DynamoDB table of carts"),
});

/** What the carts service works with when it runs for real. */
export function cartsDeps(
  environment: { readonly SERVICE_NAME: string; readonly CARTS_TABLE_NAME: string },
  tracing: Tracing = noTracing,
): CartsDeps {
  const store = dynamoCartStore({
    client: createDocumentClient({ tracing }),
    tableName: environment.CARTS_TABLE_NAME,
    clock: systemClock,
  });
  const service = environment.SERVICE_NAME;
  const logger = createLogger({ service, clock: systemClock, more: tracing.logFields });
  return { store, logger, clock: systemClock, tracing };
}
