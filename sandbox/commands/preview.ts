/** `preview`: the engine's own preview of a stack, under the policies. */
import { findEngine } from "../engine/find";
import { Progress } from "../progress";
import { examplePaths, writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";
import { openStack } from "../stack";
import type { CommandLine } from "./arguments";
import { requireExample } from "./examples";
import { interruption } from "./interruption";
import { plannedText, printWarnings } from "./report";
import { requireStack } from "../engine/settings";
import { buildWeb } from "./web";

/** Prints the engine's diff and the violations. Throws when a mandatory policy is violated. */
export async function preview(line: CommandLine, repository: SandboxPaths): Promise<void> {
  const { example } = line;
  if (example !== undefined) requireExample(repository.root, example);
  const paths = example === undefined ? repository : examplePaths(repository, example);
  requireStack(paths.program, line.stack);
  const progress = new Progress();
  writableDirectory(paths.sandbox);
  const { signal, guard } = interruption(() => {
    progress.stopping();
  });
  const engine = await progress.phase(
    "engine",
    (detail) => guard(() => findEngine({ cache: paths.cache, onProgress: detail, signal })),
    ({ version, source }) => `Pulumi v${version}, ${source}`,
  );
  await progress.phase(
    "web page",
    () => guard(() => buildWeb(paths, signal)),
    (result) => result,
  );
  const report = await progress.phase(
    "preview",
    (detail) =>
      guard(async () => {
        const stack = await openStack({
          paths,
          engine,
          stackName: line.stack,
          signal,
          onStep: ({ operation, name }) => {
            detail(`${operation} ${name}`);
          },
          onOutput: (text) => {
            progress.line(text.trimEnd());
          },
          onNotice: (message) => {
            progress.line(message);
          },
        });
        return stack.preview(true);
      }),
    plannedText,
  );
  printWarnings(report, (text) => {
    progress.line(text);
  });
}
