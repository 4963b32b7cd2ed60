import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import type { LoadBalancer } from "../edge/loadBalancer";
import type { LogSettings } from "../observability/logGroup";
import type { EcsCluster } from "./cluster";

/** What every service of a stack shares. */
export interface Platform {
  readonly cluster: EcsCluster;
  readonly loadBalancer: LoadBalancer;
  /** Tells what has a fixed name from its like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts the images. */
  readonly key: Key;
  readonly logs: LogSettings;
}
