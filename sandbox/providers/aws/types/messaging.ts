import type { TypeRule } from "../../fill/rules";

/** Queues, topics, buses with their schemas, streams with the tables that describe them, and workflows. */
export const messagingTypes: Readonly<Record<string, TypeRule>> = {
  "aws:sqs/queue:Queue": {
    id: "{url}",
    outputs: {
      arn: "arn:{partition}:sqs:{region}:{account}:{name}",
      url: "https://sqs.{region}.amazonaws.com/{account}/{name}",
      kmsDataKeyReusePeriodSeconds: 300,
      sqsManagedSseEnabled: (context) => context.text("kmsMasterKeyId") === "",
    },
    replaceOnChange: ["fifoQueue"],
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: "{queueUrl}", replaceOnChange: ["queueUrl"] },
  "aws:sqs/redrivePolicy:RedrivePolicy": { id: "{queueUrl}", replaceOnChange: ["queueUrl"] },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    id: "{queueUrl}",
    replaceOnChange: ["queueUrl"],
  },
  "aws:sns/topic:Topic": {
    id: "{arn}",
    outputs: { arn: "arn:{partition}:sns:{region}:{account}:{name}", owner: "{account}" },
    replaceOnChange: ["fifoTopic"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: "{arn}",
    outputs: { owner: "{account}" },
    replaceOnChange: ["arn"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: "{arn}",
    outputs: { arn: "{topic}:{uuid}", ownerId: "{account}", pendingConfirmation: false },
    replaceOnChange: ["topic", "protocol", "endpoint"],
  },
  "aws:cloudwatch/eventBus:EventBus": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:events:{region}:{account}:event-bus/{name}" },
    replaceOnChange: ["eventSourceName"],
  },
  "aws:cloudwatch/eventRule:EventRule": {
    id: "{eventBusName}/{name}",
    outputs: {
      eventBusName: "default",
      arn: (context) => {
        const bus = context.text("eventBusName");
        const path = bus === "default" ? "" : `${bus}/`;
        return `arn:aws:events:${context.text("region")}:${context.constants.account ?? ""}:rule/${path}${context.text("name")}`;
      },
    },
    replaceOnChange: ["eventBusName"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: "{eventBusName}-{rule}-{targetId}",
    outputs: { eventBusName: "default", targetId: "terraform-{digits26}" },
    replaceOnChange: ["rule", "eventBusName", "targetId"],
  },
  "aws:cloudwatch/eventArchive:EventArchive": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:events:{region}:{account}:archive/{name}" },
    replaceOnChange: ["eventSourceArn"],
  },
  "aws:kinesis/stream:Stream": {
    id: "{arn}",
    outputs: { arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}" },
  },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": {
    id: "{eventBusName}",
    outputs: { eventBusName: "default" },
    replaceOnChange: ["eventBusName"],
  },
  "aws:schemas/registry:Registry": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:schemas:{region}:{account}:registry/{name}" },
  },
  "aws:schemas/schema:Schema": {
    id: "{name}/{registryName}",
    outputs: {
      arn: "arn:{partition}:schemas:{region}:{account}:schema/{registryName}/{name}",
      version: "1",
    },
    replaceOnChange: ["registryName"],
  },
  "aws:schemas/discoverer:Discoverer": {
    id: (context) => `events-event-bus-${context.text("sourceArn").split("/").at(-1) ?? ""}`,
    outputs: { arn: "arn:{partition}:schemas:{region}:{account}:discoverer/{id}" },
    replaceOnChange: ["sourceArn"],
  },
  "aws:kinesis/streamConsumer:StreamConsumer": {
    id: "{arn}",
    outputs: { arn: "{streamArn}/consumer/{name}:{digits10}" },
    replaceOnChange: ["streamArn"],
  },
  "aws:glue/catalogDatabase:CatalogDatabase": {
    id: "{account}:{name}",
    outputs: {
      arn: "arn:{partition}:glue:{region}:{account}:database/{name}",
      catalogId: "{account}",
    },
  },
  "aws:glue/catalogTable:CatalogTable": {
    id: "{account}:{databaseName}:{name}",
    outputs: {
      arn: "arn:{partition}:glue:{region}:{account}:table/{databaseName}/{name}",
      catalogId: "{account}",
    },
    replaceOnChange: ["databaseName"],
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",
      destinationId: "destinationId-000000000001",
      versionId: "1",
    },
    replaceOnChange: ["destination", "kinesisSourceConfiguration"],
  },
  "aws:sfn/stateMachine:StateMachine": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
      status: "ACTIVE",
      type: "STANDARD",
      creationDate: () => new Date().toISOString(),
    },
    derived: { revisionId: "{uuid}" },
    replaceOnChange: ["type"],
  },
  "aws:scheduler/schedule:Schedule": {
    id: "{groupName}/{name}",
    outputs: {
      groupName: "default",
      arn: "arn:{partition}:scheduler:{region}:{account}:schedule/{groupName}/{name}",
    },
    replaceOnChange: ["groupName"],
  },
  "aws:pipes/pipe:Pipe": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:pipes:{region}:{account}:pipe/{name}" },
    replaceOnChange: ["source"],
  },
  "aws:ses/domainIdentity:DomainIdentity": {
    id: "{domain}",
    outputs: {
      arn: "arn:{partition}:ses:{region}:{account}:identity/{domain}",
      verificationToken: "{mixed44}",
    },
    replaceOnChange: ["domain"],
  },
  "aws:sesv2/emailIdentity:EmailIdentity": {
    id: "{emailIdentity}",
    outputs: {
      arn: "arn:{partition}:ses:{region}:{account}:identity/{emailIdentity}",
      identityType: "DOMAIN",
    },
    replaceOnChange: ["emailIdentity"],
  },
};
