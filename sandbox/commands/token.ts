/** `token`: prints an access token of a customer, as if they had signed in. */
import { readTokenDesk } from "../cloud/identity/tokens/desk";
import type { TokenIssuer } from "../cloud/identity/tokens/issuers";
import { issueToken } from "../cloud/identity/tokens/token";
import { requireStack } from "../engine/settings";
import { SandboxError } from "../errors";
import type { SandboxPaths } from "../paths";
import type { CommandLine } from "./arguments";

/** The token alone goes to standard output, for use as `$(npm run -s sandbox -- token ann)`. */
export async function token(line: CommandLine, paths: SandboxPaths): Promise<void> {
  console.log(await tokenFor(line, paths));
}

/**
 * Needs no running sandbox: the key is with the stack's data.
 *
 * @throws SandboxError when the stack has no user pool, or not the one that was named
 */
export async function tokenFor(line: CommandLine, paths: SandboxPaths): Promise<string> {
  requireStack(paths.program, line.stack);
  const desk = readTokenDesk(paths.data(line.stack));
  if (desk === undefined) {
    throw new SandboxError(
      `Stack "${line.stack}" has issued no tokens yet: it has no user pool, or was not started since it has one. Start it with "npm start", then ask again.`,
    );
  }
  const { user = "", group } = line;
  const groups = group === undefined ? [] : [group];
  return issueToken(desk, choosePool(desk.issuers, line.pool), { user, groups });
}

function choosePool(issuers: readonly TokenIssuer[], wanted: string | undefined): TokenIssuer {
  const [issuer, ...others] = issuers.filter(({ name }) => wanted === undefined || name === wanted);
  if (issuer !== undefined && (wanted !== undefined || others.length === 0)) return issuer;
  const names = issuers.map(({ name }) => name).join(", ");
  throw new SandboxError(
    wanted === undefined
      ? `The stack has several user pools: ${names}. Say which one with --pool.`
      : `The stack has no user pool "${wanted}"; it has ${names}.`,
  );
}
