/** Starts a stand-in in a process of its own. The engine reads the port from the first line of output. */
import type { ResourcePackage } from "./package";
import { type ResourceLogic, ResourceProvider } from "./resources";
import { serveResources } from "./server";
import { versionOf } from "./version";

/** Serves a package of resources until the engine ends the process. */
export function serveResourcePackage(definition: ResourcePackage): void {
  serveProvider(new ResourceProvider(definition), versionOf(definition.npmPackage));
}

/** Serves a provider with a logic of its own until the engine ends the process. */
export function serveProvider(provider: ResourceLogic, version: string): void {
  serveResources(provider, version).then(
    (port) => {
      console.log(String(port));
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
