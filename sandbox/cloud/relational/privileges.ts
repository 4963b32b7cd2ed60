/** PostgreSQL refuses to run as root; then it runs as a user without rights. */
import { spawnSync } from "node:child_process";
import { CloudError } from "../types";

/** `nobody` on every Linux. */
const NOBODY = 65_534;

/** A command as who it must run. */
export interface Command {
  readonly command: string;
  readonly arguments: readonly string[];
}

export interface ServerUser {
  /** User and group that own the server's files; undefined for the sandbox's own. */
  readonly owner: number | undefined;
  /** The same command as that user. */
  as(command: string, commandArguments: readonly string[]): Command;
}

/**
 * Keeps the one capability that lets the user pass through folders of root, such as `/root`, where the
 * repository may be.
 */
const AS_NOBODY = [
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  "--clear-groups",
  "--inh-caps=-all,+dac_override",
  "--ambient-caps=-all,+dac_override",
];

/** @throws CloudError for root where rights cannot be dropped */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) {
    return { owner: undefined, as: (command, rest) => ({ command, arguments: rest }) };
  }
  if (spawnSync("setpriv", [...AS_NOBODY, "true"]).status !== 0) {
    throw new CloudError(
      "The stack has a PostgreSQL database, and PostgreSQL does not run as root. Start the sandbox as another " +
        "user, or install setpriv (apt install util-linux), which lets it give root's rights up.",
    );
  }
  return {
    owner: NOBODY,
    as: (command, rest) => ({ command: "setpriv", arguments: [...AS_NOBODY, command, ...rest] }),
  };
}
