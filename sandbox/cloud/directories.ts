/** Folders that a start writes to and reads from. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { CloudError, type StartCloudOptions } from "./types";

export interface Directories {
  readonly data: string;
  readonly run: string;
  readonly project: string;
}

/** @throws CloudError when the data cannot be written */
export async function prepareDirectories(options: StartCloudOptions): Promise<Directories> {
  const data = path.resolve(options.dataDirectory);
  const run = path.join(data, "run");
  try {
    await mkdir(run, { recursive: true });
  } catch (error) {
    throw new CloudError(
      `The sandbox cannot write its data to ${data}: ${error instanceof Error ? error.message : ""}. Make ` +
        "the directory writable, or start the sandbox from a copy of the repository that is.",
    );
  }
  return { data, run, project: path.resolve(options.projectDirectory ?? ".") };
}
