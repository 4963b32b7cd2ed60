/** Entry of the catalog as a container. */
import { containerEnvironment, environmentOrExit } from "../platform/env";
import { createLifecycle } from "../platform/lifecycle";
import { runServer } from "../platform/server";
import { buildServer } from "./app";
import { catalogDeps, catalogEnvironment } from "./wiring";

const environment = environmentOrExit(
  catalogEnvironment.extend(containerEnvironment.shape),
  process.env,
);
const lifecycle = createLifecycle();
const deps = catalogDeps(environment);
const app = buildServer({ ...deps, isDraining: () => lifecycle.draining });

void runServer({
  app,
  lifecycle,
  logger: deps.logger,
  host: environment.HOST,
  port: environment.PORT,
});
