import { Key } from "../../components/data/key";
import { messagingKeyStatements } from "../../components/messaging/keyUse";
import { Queue } from "../../components/messaging/queue";
import { Topic } from "../../components/messaging/topic";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { region, accountId } = foundation;
  const key = new Key("message-key", {
    description: "Encrypts messages",
    accountId,
    statements: messagingKeyStatements({ region, accountId }),
  });
  const alarmTopicArn = new AlarmTopic("alarms", foundation).arn;
  const messaging = { key, region, accountId, alarmTopicArn };
  const orders = new Topic("orders", messaging);
  const shipments = new Queue("shipments", {
    ...messaging,
    senders: [{ kind: "topic", name: "orders", topic: orders, filter: { state: ["paid"] } }],
  });

  // A partner hears of what concerns them by HTTPS.
  const returns = new Topic("returns", {
    ...messaging,
    subscribers: [
      { name: "carrier", url: "https://carrier.example.com/hooks", filter: { by: ["post"] } },
    ],
  });

  // Movements of one account in their order.
  const ledger = new Topic("ledger", { ...messaging, fifo: {} });
  const balances = new Queue("balances", {
    ...messaging,
    fifo: {},
    senders: [{ kind: "topic", name: "ledger", topic: ledger }],
  });
  return {
    ordersArn: orders.arn,
    shipmentsUrl: shipments.url,
    returnsArn: returns.arn,
    balancesUrl: balances.url,
  };
}

export = main;
