import { Key } from "../../components/data/key";
import { Stream } from "../../components/messaging/stream";
import { createFoundation } from "../foundation";

function main() {
  const { region, accountId } = createFoundation();
  const key = new Key("record-key", { description: "Encrypts records", accountId });
  const clicks = new Stream("clicks", { key, region });

  // A steady load costs less in shards, and two readers need not wait for each other.
  const orders = new Stream("orders", {
    key,
    region,
    capacity: { mode: "provisioned", shards: 2 },
    retentionHours: 720,
    consumers: ["search", "fraud"],
  });
  return {
    clicksName: clicks.streamName,
    ordersName: orders.streamName,
    fraudConsumer: orders.consumerArns["fraud"],
    fraudVariables: Object.keys(orders.grantConsumer("fraud").environment),
  };
}

export = main;
