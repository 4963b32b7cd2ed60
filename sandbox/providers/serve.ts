/** Starts a stand-in in a process of its own. The engine reads the port from the first line of output. */
import type { ResourcePackage } from "./package";
import { ResourceProvider } from "./resources";
import { serveResources } from "./server";
import { versionOf } from "./version";

/** Serves a package of resources until the engine ends the process. */
export function serveResourcePackage(definition: ResourcePackage): void {
  const provider = new ResourceProvider(definition);
  serveResources(provider, versionOf(definition.npmPackage)).then(
    (port) => {
      console.log(String(port));
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
