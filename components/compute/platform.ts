import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import type { Ingress } from "../edge/ingress";
import type { TokenIssuer } from "../identity/tokenIssuer";
import type { Network } from "../network/network";
import type { LogSettings } from "../observability/logGroup";
import type { EcsCluster } from "./cluster";
import type { KubernetesCluster } from "./kubernetesCluster";
import type { MigrationRunner } from "./migrations/runner";
import type { ReleaseFollower } from "./release/follower";
import type { FunctionReleaseFollower } from "./release/functionFollower";
import type { Tracing } from "./tasks/tracing";

/** What every service of a stack shares. */
export interface Platform {
  readonly network: Network;
  /** What sends requests to the services. */
  readonly ingress: Ingress;
  /** Who issues customers' tokens. @default none; routes for customers are refused */
  readonly identity?: TokenIssuer;
  /** Where tasks run. @default none; services on `fargate` and `ec2` are refused */
  readonly cluster?: EcsCluster;
  /** Where pods run. @default none; services on `eks` are refused */
  readonly kubernetes?: KubernetesCluster;
  /** Tells what has a fixed name from its like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts the images. */
  readonly key: Key;
  /**
   * Key of the queues that subscriptions make, itself made when first asked for.
   * @default none; services that subscribe are refused
   */
  readonly messageKey?: () => Key;
  readonly logs: LogSettings;
  /**
   * Follows each release to its end, so that an update fails when a release does.
   * @default none; Pulumi waits until tasks are steady, which they also are after a rollback
   */
  readonly releases?: ReleaseFollower;
  /**
   * Has CodeDeploy move functions to their new versions, and follows it to its end.
   * @default CodeDeploy in the stack's region, with the credentials that the environment has
   */
  readonly functionReleases?: FunctionReleaseFollower;
  /** Runs migrations to their end. @default ECS in the stack's region, with the credentials that the environment has */
  readonly migrations?: MigrationRunner;
  /** Has migrations write the first data of a database. @default false */
  readonly seedData?: boolean;
  /** Collector beside tasks that sends their traces to X-Ray; functions always send theirs. @default "none" */
  readonly tracing?: Tracing;
  /** Share of their requests that tasks trace where the caller does not say, in percent. @default 5 */
  readonly tracingPercent?: number;
  /**
   * SNS topic that is told of the alarms that take releases back.
   * @default none; releases listen alone, for services whose ServiceAlarms tell of the same errors
   */
  readonly releaseTopicArn?: pulumi.Input<string>;
  /** SNS topic that is told of what functions fail on for good. @default none */
  readonly alarmTopicArn?: pulumi.Input<string>;
}
