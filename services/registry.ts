/** Every service of the stack: one line each. */
import type { ServiceDefinition } from "./contract";
import carts from "./carts/definition";
import catalog from "./catalog/definition";

export const services: readonly ServiceDefinition[] = [carts, catalog];
