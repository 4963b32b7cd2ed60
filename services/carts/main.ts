/** Entry of the carts service as a container. */
import { containerEnvironment, environmentOrExit } from "../platform/env";
import { createLifecycle } from "../platform/lifecycle";
import { runServer } from "../platform/server";
import { buildServer } from "./app";
import { cartsDeps, cartsEnvironment } from "./wiring";

const environment = environmentOrExit(
  cartsEnvironment.extend(containerEnvironment.shape),
  process.env,
);
const lifecycle = createLifecycle();
const deps = cartsDeps(environment);
const app = buildServer({ ...deps, isDraining: () => lifecycle.draining });

void runServer({
  app,
  lifecycle,
  logger: deps.logger,
  host: environment.HOST,
  port: environment.PORT,
});
