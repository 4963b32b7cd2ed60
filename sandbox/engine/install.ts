/** Pulumi's own installer, into our cache directory and bounded in time. */
import { join } from "node:path";
import { runGroup } from "./processGroup";

const SCRIPT_URL = "https://get.pulumi.com/install.sh";
/** What a closed network costs. */
const PROBE_SECONDS = 3;
/** The download is about 150 MB. */
const INSTALL_SECONDS = 300;

export interface InstallOptions {
  /** The CLI goes to `bin/pulumi` below it. */
  readonly root: string;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** Installs, or returns the reason why it could not. */
export async function installEngine(options: InstallOptions): Promise<string | undefined> {
  try {
    const response = await fetch(SCRIPT_URL, {
      method: "HEAD",
      signal: AbortSignal.timeout(PROBE_SECONDS * 1000),
    });
    if (!response.ok) {
      return `get.pulumi.com answers ${response.status}`;
    }
  } catch {
    return `get.pulumi.com does not answer within ${PROBE_SECONDS} s`;
  }
  options.onProgress("downloading the engine with Pulumi's installer");
  // The installer runs a shell, curl and tar; a process group ends them all when time is up.
  const result = await runGroup(
    process.execPath,
    ["--require", "tsx/cjs", join(__dirname, "installer.ts"), options.root],
    { timeoutSeconds: INSTALL_SECONDS, signal: options.signal, env: process.env },
  );
  if (result.timedOut) {
    return `Pulumi's installer took longer than ${INSTALL_SECONDS} s`;
  }
  return result.code === 0
    ? undefined
    : `Pulumi's installer failed: ${result.output.trim().split("\n").slice(-2).join("; ")}`;
}
