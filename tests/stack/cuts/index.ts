/** Ways to make the program less safe, each with the rules that must object. */
import type { CaughtCut } from "./caughtCut";
import { containers } from "./containers";
import { edge } from "./edge";
import { functionsAndRoles } from "./functionsAndRoles";
import { network } from "./network";
import { storage } from "./storage";

export const cuts: readonly CaughtCut[] = [
  ...storage,
  ...edge,
  ...containers,
  ...functionsAndRoles,
  ...network,
];
