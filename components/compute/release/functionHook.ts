/**
 * What CodeDeploy calls while a function's new version takes over: a test before any traffic moves, and
 * a wait after all of it has moved, during which an alarm still takes it back. CodeDeploy goes on once
 * it is told how it went.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda
 */

/** What CodeDeploy calls a hook with. */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** Answer of a version to the test's request. */
export interface SmokeAnswer {
  /** HTTP status; undefined when the version gave none. */
  readonly status: number | undefined;
  /** Lambda's word for what went wrong, such as `Unhandled`. */
  readonly fault?: string;
}

export interface HookDeps {
  /** The version that a deployment moves to; undefined for one that moves back. */
  readonly targetVersion: (deploymentId: string) => Promise<string | undefined>;
  /** Has a version answer a GET request. */
  readonly request: (version: string, path: string) => Promise<SmokeAnswer>;
  readonly report: (event: HookEvent, status: "Succeeded" | "Failed") => Promise<void>;
  readonly sleepMs: (milliseconds: number) => Promise<void>;
  readonly log: (message: string) => void;
}

export type Hook = (event: HookEvent) => Promise<void>;

/** Lets the release go on when the new version answers `path` with 200. */
export function smokeTest(deps: HookDeps, path: string): Hook {
  return reporting(deps, async (version) => {
    const { status, fault } = await deps.request(version, path);
    const passed = status === 200 && fault === undefined;
    deps.log(
      `version ${version} answered GET ${path} with ${fault ?? String(status ?? "no status")}; ${passed ? "passed" : "expected 200"}`,
    );
    return passed;
  });
}

/** Waits, so that the old version can take the traffic back when an alarm is raised meanwhile. */
export function bake(deps: HookDeps, minutes: number): Hook {
  return reporting(deps, async (version) => {
    deps.log(`version ${version} has all traffic; waiting ${minutes} min`);
    await deps.sleepMs(minutes * 60_000);
    return true;
  });
}

/**
 * Never throws: Lambda would repeat the call, while CodeDeploy waited an hour for a word. A rollback
 * goes back to what has worked before, without test and without waiting.
 */
function reporting(deps: HookDeps, check: (version: string) => Promise<boolean>): Hook {
  const passes = async (event: HookEvent): Promise<boolean> => {
    try {
      const version = await deps.targetVersion(event.DeploymentId);
      return version === undefined || (await check(version));
    } catch (error) {
      deps.log(`the check itself failed: ${String(error)}`);
      return false;
    }
  };
  return async (event) => {
    const status = (await passes(event)) ? "Succeeded" : "Failed";
    try {
      await deps.report(event, status);
    } catch (error) {
      deps.log(`the deployment no longer waits for this hook: ${String(error)}`);
    }
  };
}
