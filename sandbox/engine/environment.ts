/** What the engine's processes see. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SandboxPaths } from "../paths";

/**
 * Protects the sandbox's state, which holds no real secrets: those of the committed configuration never
 * enter it. A fixed passphrase spares the user a prompt.
 */
const PASSPHRASE = "sandbox";

/** Variables for the engine: a local backend, no account, nothing fetched, the stand-ins on PATH. */
export function engineEnvironment(paths: SandboxPaths): Record<string, string> {
  return {
    PATH: [paths.bin, ...searchPath()].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(paths.state).href,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SELF_MANAGED_STATE_NO_LEGACY_WARNING: "true",
    // Checkpoints of a stack whose resources exist nowhere else are not worth a backup each.
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_OPTOUT_TELEMETRY: "true",
  };
}

/** PATH without the language plugin that would take the policy pack over; see `findEngine`. */
function searchPath(): string[] {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !existsSync(join(folder, "pulumi-language-nodejs")));
}
