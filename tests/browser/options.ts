import { parseArgs } from "node:util";

/** How the test is to be run. */
export interface Options {
  /** Address of a running shop; undefined to start the sandbox for the test. */
  readonly baseUrl: string | undefined;
  /** The browser's executable. */
  readonly chromiumPath: string;
}

/** A mistake in how the test was started; its message is all a person needs. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads `--url`, `BASE_URL` and `CHROMIUM_PATH`; the command line wins. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const url = urlArgument(args) ?? env["BASE_URL"];
  return {
    baseUrl: url === undefined || url === "" ? undefined : originOf(url),
    chromiumPath: env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
  };
}

function urlArgument(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { url: { type: "string" } } }).values.url;
  } catch {
    throw new UsageError(
      `Browser test: the arguments were "${args.join(" ")}". Expected nothing, or --url and the address ` +
        "of a running shop, such as: npm run test:browser -- --url http://127.0.0.1:8080",
    );
  }
}

function originOf(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url).origin;
  throw new UsageError(
    `Browser test: the address of the shop is "${url}". Expected one that starts with http:// or ` +
      "https://, such as http://127.0.0.1:8080. Correct --url or BASE_URL, or leave both out to test a " +
      "sandbox of its own.",
  );
}
