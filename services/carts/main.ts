/** Entry of the carts service as a container. */
import { containerEnvironment, environmentOrExit } from "../platform/env";
import { runContainer } from "../platform/server";
import { buildServer } from "./app";
import { cartsDeps, cartsEnvironment } from "./wiring";

const environment = environmentOrExit(
  cartsEnvironment.extend(containerEnvironment.shape),
  process.env,
);
runContainer(environment, ({ isDraining, tracing }) => {
  const deps = cartsDeps(environment, tracing);
  return { app: buildServer({ ...deps, isDraining }), logger: deps.logger };
});
