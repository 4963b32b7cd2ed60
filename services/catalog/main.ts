/** Entry of the catalog service as a container. */
import { containerEnvironment, environmentOrExit } from "../platform/env";
import { runContainer } from "../platform/server";
import { buildServer } from "./app";
import { catalogDeps, databaseEnvironment, tableEnvironment } from "./wiring";

// A catalog that is linked to a database answers from it.
const environment =
  process.env.CATALOG_DB_HOST === undefined
    ? environmentOrExit(tableEnvironment.extend(containerEnvironment.shape), process.env)
    : environmentOrExit(databaseEnvironment.extend(containerEnvironment.shape), process.env);
runContainer(environment, (isDraining) => {
  const { close, ...deps } = catalogDeps(environment);
  return { app: buildServer({ ...deps, isDraining }), logger: deps.logger, close };
});
