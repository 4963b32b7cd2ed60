/** The sandbox's cloud: runs what a deployed Pulumi state holds on one machine. */
export { startCloud } from "./start";
export * from "./types";
