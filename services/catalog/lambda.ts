/** Entry of the catalog as a function. */
import { environmentOrExit } from "../platform/env";
import { lambdaHandler } from "../platform/lambda";
import { buildServer } from "./app";
import { catalogDeps, catalogEnvironment } from "./wiring";

export const handler = lambdaHandler(
  buildServer(catalogDeps(environmentOrExit(catalogEnvironment, process.env))),
);
