/** What everything that carries messages asks for. */
import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";

export interface MessagingSettings {
  /**
   * Key that encrypts the messages. Its policy lets the services in that send in their own name:
   * see `messagingKeyStatements`.
   */
  readonly key: Key;
  /** Region, for the conditions that tie the key to one service. */
  readonly region: string;
  /** Account that everything belongs to. */
  readonly accountId: pulumi.Input<string>;
}
