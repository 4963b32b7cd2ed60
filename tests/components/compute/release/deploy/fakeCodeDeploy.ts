/** A CodeDeploy that plays a script, and an alias that follows it. */
import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { DeployOptions } from "../../../../../components/compute/release/deploy/deployFunction";
import { writeAppSpec } from "../../../../../components/compute/release/functionAppSpec";
import type { PublishedFunction } from "../../../../../components/compute/release/functionFollower";

export const published: PublishedFunction = {
  name: "carts",
  functionName: "carts-function-1a2b",
  aliasName: "live",
  version: "8",
  applicationName: "carts-release-1a2b",
  deploymentGroupName: "live",
  hooks: { AfterAllowTraffic: "arn:aws:lambda:eu-west-1:123456789012:function:carts-bake" },
  waitingMinutes: 10,
};

/** One state of a deployment, and what the alias is then. */
export interface Step {
  readonly info: DeploymentInfo;
  /** Version of the alias. @default as before */
  readonly version?: string;
  /** Share of the traffic that version 8 gets besides. @default none */
  readonly weight?: number;
}

export interface Script {
  /** Version of the alias before. @default "7" */
  readonly version?: string;
  /** Deployments that were begun before, still active. @default none */
  readonly active?: readonly string[];
  /** States of each deployment by id, the last of which stays. `d-1` is the first that is begun. */
  readonly deployments: Readonly<Record<string, readonly Step[]>>;
  /** Errors that the first calls end in. @default none */
  readonly errors?: readonly Error[];
}

/** What the tests look at. */
export interface Play {
  readonly options: DeployOptions;
  /** AppSpec texts of deployments begun. */
  readonly begun: string[];
  readonly progress: string[];
  /** Milliseconds that have passed. */
  readonly elapsed: () => number;
}

export function play({ version = "7", active = [], deployments, errors = [] }: Script): Play {
  let now = 0;
  let alias = { version, weight: 0 };
  const begun: string[] = [];
  const progress: string[] = [];
  const looks = new Map<string, number>();
  const failures = [...errors];
  const answer = <Result>(make: () => Result): Promise<Result> => {
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve(make()) : Promise.reject(failure);
  };
  const look = (id: string): DeploymentInfo => {
    const steps = deployments[id] ?? [];
    const at = looks.get(id) ?? 0;
    looks.set(id, at + 1);
    const step = steps[Math.min(at, steps.length - 1)];
    if (step === undefined) throw new Error(`the script has no deployment ${id}`);
    alias = { version: step.version ?? alias.version, weight: step.weight ?? 0 };
    return step.info;
  };
  return {
    begun,
    progress,
    elapsed: () => now,
    options: {
      codeDeploy: {
        createDeployment: ({ revision }) =>
          answer(() => {
            begun.push(revision?.appSpecContent?.content ?? "");
            return { deploymentId: `d-${begun.length}` };
          }),
        getDeployment: ({ deploymentId = "" }) =>
          answer(() => ({ deploymentInfo: look(deploymentId) })),
        listDeployments: () => answer(() => ({ deployments: [...active] })),
      },
      lambda: {
        getAlias: () =>
          answer(() => ({
            FunctionVersion: alias.version,
            RoutingConfig:
              alias.weight === 0 ? undefined : { AdditionalVersionWeights: { "8": alias.weight } },
          })),
      },
      clock: {
        now: () => now,
        sleep: (milliseconds) => {
          now += milliseconds;
          return Promise.resolve();
        },
      },
      report: (text) => {
        progress.push(text);
        return Promise.resolve();
      },
    },
  };
}

/** The revision of a deployment to a version. */
export function revisionTo(targetVersion: string): DeploymentInfo["revision"] {
  const content = writeAppSpec({ ...published, currentVersion: "7", targetVersion });
  return { revisionType: "AppSpecContent", appSpecContent: { content } };
}
