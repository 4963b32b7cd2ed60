import type * as pulumi from "@pulumi/pulumi";
import { logConfiguration, type LogTarget } from "../tasks/containerDefinition";

export interface MigrationContainerArgs extends LogTarget {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The container of a migration. It ends by itself, so nobody checks its health. */
export function migrationContainer(args: MigrationContainerArgs) {
  const { environment } = args;
  const { options, ...log } = logConfiguration({ ...args, streamPrefix: args.name });
  return {
    name: args.name,
    image: args.image,
    command: args.command,
    essential: true,
    // The image's `node` user.
    user: "1000:1000",
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true },
    environment: Object.keys(environment)
      .sort()
      .map((key) => ({ name: key, value: environment[key] })),
    logConfiguration: {
      ...log,
      // Its last line is why it failed, which must not get lost.
      options: {
        "awslogs-group": options["awslogs-group"],
        "awslogs-region": options["awslogs-region"],
        "awslogs-stream-prefix": options["awslogs-stream-prefix"],
        mode: "blocking",
      },
    },
  };
}
