/** Entry of the carts service as a function. */
import { environmentOrExit } from "../platform/env";
import { lambdaHandler } from "../platform/lambda";
import { buildServer } from "./app";
import { cartsDeps, cartsEnvironment } from "./wiring";

export const handler = lambdaHandler(
  buildServer(cartsDeps(environmentOrExit(cartsEnvironment, process.env))),
);
