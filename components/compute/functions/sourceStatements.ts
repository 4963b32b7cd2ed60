import type * as pulumi from "@pulumi/pulumi";
import { statementName } from "../../internal/naming";
import { consumeQueue, consumeStream, decryptSource } from "../../internal/permissions/messaging";
import { consumeTableStream, listTableStreams } from "../../internal/permissions/tables";
import type { PolicyStatement } from "../../internal/policyDocument";
import { useOfKey } from "../../messaging/keyUse";
import type { EventSource } from "./eventSource";

/**
 * What the function's role needs so that Lambda can read its queues and streams. EventBridge and
 * schedules call the function, so it needs nothing for them.
 */
export function sourceStatements(source: EventSource, region: string): PolicyStatement[] {
  if ("isLinked" in source && source.isLinked === true) return [];
  const sid = statementName("consume", source.name);
  switch (source.kind) {
    case "queue":
      return [
        { sid, actions: consumeQueue, resources: [source.queueArn] },
        ...keyStatement(sid, source.keyArn, "sqs", region),
      ];
    case "stream":
      return [
        { sid, actions: consumeStream, resources: [source.streamArn] },
        ...keyStatement(sid, source.keyArn, "kinesis", region),
      ];
    case "tableStream":
      return [
        { sid, actions: consumeTableStream, resources: [source.streamArn] },
        { sid: `${sid}List`, actions: listTableStreams, resources: ["*"] },
        ...keyStatement(sid, source.keyArn, "dynamodb", region),
      ];
    case "eventBridge":
    case "schedule":
      return [];
  }
}

/** The key, used by way of the source's own service and no other. */
function keyStatement(
  sid: string,
  keyArn: pulumi.Input<string> | undefined,
  service: string,
  region: string,
): PolicyStatement[] {
  return keyArn === undefined
    ? []
    : [useOfKey({ sid: `${sid}Key`, actions: decryptSource, keyArn, service, region })];
}
