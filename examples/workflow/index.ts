import { Key } from "../../components/data/key";
import { Table } from "../../components/data/table";
import { messagingKeyStatements } from "../../components/messaging/keyUse";
import { Queue } from "../../components/messaging/queue";
import { Workflow } from "../../components/messaging/workflow";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

/** Functions that another stack made. */
const paymentFunction = "arn:aws:lambda:eu-west-1:123456789012:function:payments:live";
const refundFunction = "arn:aws:lambda:eu-west-1:123456789012:function:refunds:live";

function main() {
  const foundation = { ...createFoundation(), prefix: "example" };
  const { region, accountId } = foundation;
  const alarmTopicArn = new AlarmTopic("alarms", foundation).arn;
  const key = new Key("data-key", {
    description: "Encrypts messages and items",
    accountId,
    statements: messagingKeyStatements({ region, accountId }),
  });
  const shipments = new Queue("shipments", { key, region, accountId, alarmTopicArn });
  const checkout = new Workflow("checkout", {
    ...foundation,
    definitionFile: "examples/workflow/checkout.asl.json",
    substitutions: { paymentFunction, refundFunction, shipmentQueue: shipments.url },
    grants: [shipments.grant("sends")],
    statements: [
      {
        sid: "CallFunctions",
        actions: ["lambda:InvokeFunction"],
        resources: [paymentFunction, refundFunction],
      },
    ],
  });

  // Answers within the request, so it is express; what is asked often may be done twice.
  const products = new Table("products", {
    ...{ key, region },
    definition: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
  });
  const price = new Workflow("price", {
    ...foundation,
    type: "EXPRESS",
    definitionFile: "examples/workflow/price.asl.json",
    substitutions: { productsTable: products.tableName },
    grants: [products.grant("reads")],
  });
  return { checkoutArn: checkout.arn, priceArn: price.arn };
}

export = main;
