/** Deploys a checkout and reports each step, for the test that kills it: `deployOnce <checkout>`. */
import { findEngine } from "../../../sandbox/engine/find";
import { sandboxPaths } from "../../../sandbox/paths";
import { openStack } from "../../../sandbox/stack";

async function deploy(root: string): Promise<void> {
  const paths = sandboxPaths(root);
  const engine = await findEngine({ cache: paths.cache, onProgress: () => undefined });
  const onStep = ({ operation, name }: { operation: string; name: string }): void => {
    console.log(`${operation} ${name}`);
  };
  await (await openStack({ paths, engine, stackName: "dev", onStep })).up();
}

deploy(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
