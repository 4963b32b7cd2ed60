/**
 * The browser test: shops in a real Chromium, in front of a sandbox of its own or at `--url`. Prints one
 * line per step and exits with 1 when any step failed. Pictures are kept in `artifacts/`.
 */
import { stripVTControlCharacters } from "node:util";
import { launchBrowser } from "./browser";
import { readOptions, UsageError } from "./options";
import { startSandbox } from "./sandbox";
import { Session } from "./session";
import { steps, type Step } from "./steps";

const say = (line: string) => {
  console.log(line);
};

async function main(): Promise<boolean> {
  const { baseUrl, chromiumPath } = readOptions(process.argv.slice(2), process.env);
  const browser = await launchBrowser(chromiumPath);
  // What is left of the test then fails at once, and the sandbox is stopped as usual.
  const interrupt = () => void browser.close();
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    if (baseUrl !== undefined) return await runSteps(new Session(baseUrl, browser));
    const sandbox = await startSandbox(say);
    try {
      return await runSteps(new Session(sandbox.baseUrl, browser));
    } finally {
      await sandbox.stop();
    }
  } finally {
    await browser.close();
  }
}

async function runSteps(session: Session): Promise<boolean> {
  say(`Browser test of ${session.baseUrl}`);
  const quiet: Step = {
    name: "nothing complained: no console error, policy violation or foreign request",
    run: () => {
      if (session.complaints.length === 0) return Promise.resolve();
      return Promise.reject(new Error(session.complaints.join("\n")));
    },
  };
  let failed = 0;
  for (const step of [...steps, quiet]) {
    if (!(await passes(step, session))) failed += 1;
  }
  say(`${steps.length + 1 - failed} passed, ${failed} failed`);
  return failed === 0;
}

async function passes(step: Step, session: Session): Promise<boolean> {
  const begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
  try {
    await step.run(session);
    say(`  ok    ${step.name} (${seconds()} s)`);
    return true;
  } catch (error) {
    say(`  FAIL  ${step.name} (${seconds()} s)`);
    const reason = error instanceof Error ? error.message : String(error);
    say(stripVTControlCharacters(reason).replace(/^/gm, "        "));
    const picture = await session.pictureOfFailure(step.name.replace(/[^a-z0-9]+/gi, "-"));
    if (picture !== undefined) say(`        picture: ${picture}`);
    return false;
  }
}

main().then(
  (passed) => {
    process.exitCode = passed ? 0 : 1;
  },
  (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(error instanceof UsageError ? reason : `Browser test: ${reason}`);
    process.exitCode = 1;
  },
);
