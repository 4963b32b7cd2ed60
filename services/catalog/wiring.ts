import type { CatalogDeps } from "./app";
import { commonEnvironment, tableName } from "../platform/env";
import { systemClock } from "../platform/clock";
import { createDocumentClient } from "../platform/dynamodb";
import { createLogger } from "../platform/logger";
import { dynamoProductStore } from "./store";

/** Environment variables that the catalog needs on every runtime. */
export const catalogEnvironment = commonEnvironment.extend({
  PRODUCTS_TABLE_NAME: tableName.describe("the name of the DynamoDB table of products"),
});

/** What the catalog works with when it runs for real. */
export function catalogDeps(environment: {
  readonly SERVICE_NAME: string;
  readonly PRODUCTS_TABLE_NAME: string;
}): CatalogDeps {
  const logger = createLogger({ service: environment.SERVICE_NAME, clock: systemClock });
  const store = dynamoProductStore({
    client: createDocumentClient(),
    tableName: environment.PRODUCTS_TABLE_NAME,
    logger,
  });
  return { store, logger, clock: systemClock };
}
