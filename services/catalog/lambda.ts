/** Entry of the catalog as a function. */
import { environmentOrExit } from "../platform/env";
import { lambdaHandler } from "../platform/lambda";
import { buildServer } from "./app";
import { catalogDeps, databaseEnvironment, tableEnvironment } from "./wiring";

// A catalog that is linked to a database answers from it.
const environment =
  process.env.CATALOG_DB_HOST === undefined
    ? environmentOrExit(tableEnvironment, process.env)
    : environmentOrExit(databaseEnvironment, process.env);
export const handler = lambdaHandler(buildServer(catalogDeps(environment)));
