import * as pulumi from "@pulumi/pulumi";
import { type AliasApi, type CodeDeployApi, deployerActions } from "./deploy/codeDeployApi";
import { deployFunction, type DeployOptions } from "./deploy/deployFunction";
import { deployReport } from "./deploy/deployReport";
import { realClock } from "./follow/patience";
import type { FunctionReleaseFollower, PublishedFunction } from "./functionFollower";
import { clientConfig, type ClientSettings, lazyClients } from "./lazyClients";

export interface CodeDeployReleasesArgs extends ClientSettings {
  /** Minutes until following gives up, without those that a release spends on purpose. @default 20 */
  readonly limitMinutes?: number;
  /** Seconds between two looks. @default 5 */
  readonly pollSeconds?: number;
}

/** What releasing asks. */
export interface DeployClients {
  readonly codeDeploy: CodeDeployApi;
  readonly lambda: AliasApi;
}

/**
 * Releases functions by CodeDeploy with the credentials of whoever deploys, who may do what
 * docs/components/function-service.md lists.
 */
export function codeDeployReleases(args: CodeDeployReleasesArgs): FunctionReleaseFollower {
  const clientsOf = lazyClients(() => createClients(args));
  return {
    async deployFunction(published, report) {
      const clients = await clientsOf();
      if (clients) await deployOrFail(published, { ...args, ...clients, clock: realClock, report });
    },
  };
}

/** Loaded when there is a release to make; a preview never needs them. */
async function createClients(args: CodeDeployReleasesArgs): Promise<DeployClients> {
  const [{ CodeDeploy }, { Lambda }] = await Promise.all([
    import("@aws-sdk/client-codedeploy"),
    import("@aws-sdk/client-lambda"),
  ]);
  const config = clientConfig(args);
  return { codeDeploy: new CodeDeploy(config), lambda: new Lambda(config) };
}

/**
 * Releases one version.
 *
 * @throws pulumi.RunError when that failed, with everything that explains it
 */
export async function deployOrFail(
  published: PublishedFunction,
  options: DeployOptions,
): Promise<void> {
  const outcome = await deployFunction(published, options).catch((error: unknown) => {
    throw cannotDeploy(published, error);
  });
  if (outcome.kind !== "succeeded") {
    throw new pulumi.RunError(deployReport(published, outcome));
  }
}

function cannotDeploy({ name, version }: PublishedFunction, error: unknown): pulumi.RunError {
  return new pulumi.RunError(
    `FunctionService "${name}": version ${version} is published, but CodeDeploy could not be asked to release it, or how that went: ${String(error)}. Whoever deploys must be allowed ${deployerActions.join(", ")}; then run \`pulumi up\` again, which goes on where this ended.`,
  );
}
