/** Runs Pulumi's installer in a process of its own: `installer <directory>`. */
import { PulumiCommand } from "@pulumi/pulumi/automation";

// The version is the SDK's own.
PulumiCommand.install({ root: process.argv[2] }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
