/** Entry of the catalog service as a container. */
import { containerEnvironment, environmentOrExit } from "../platform/env";
import { runContainer } from "../platform/server";
import { buildServer } from "./app";
import { catalogDeps, catalogEnvironment } from "./wiring";

const environment = environmentOrExit(
  catalogEnvironment.extend(containerEnvironment.shape),
  process.env,
);
runContainer(environment, ({ isDraining, tracing }) => {
  const { close, ...deps } = catalogDeps(environment, tracing);
  return { app: buildServer({ ...deps, isDraining }), logger: deps.logger, close };
});
