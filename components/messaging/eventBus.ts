import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as schemas from "@pulumi/aws/schemas";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import { publishEvents } from "../internal/permissions/messaging";
import { policyDocument, type Grant, type Linkable } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import { type BusPublisher, busStatements, publisherFaults } from "./buses/busPolicy";
import { createRegistry, type EventSchema, schemaFaults } from "./buses/schemas";
import { createDeadLetterQueue, restrictQueue } from "./queues/createQueue";
import { createDeadLetterAlarm } from "./queues/deadLetterAlarm";

/** What a service can do with a bus. A Queue with a sender of kind `events` subscribes. */
export type EventBusVerb = "publishes";

export interface EventBusArgs {
  /**
   * Key that encrypts events, rules and archive; its statements must be made with `encryptsBuses`.
   * @default a key that EventBridge owns
   */
  readonly key?: Key;
  /** Past events, kept to be replayed. @default for 30 days */
  readonly archive?: "none" | { readonly retentionDays: number };
  /** Learns schemas from the events that pass. Not with `key`, and charged by the event. @default false */
  readonly discoversSchemas?: boolean;
  /** Schemas of the bus's events by name, such as `shop.orders@OrderPlaced`, for a registry. @default no registry */
  readonly schemas?: Readonly<Record<string, EventSchema>>;
  /** Other accounts that may put events on the bus. @default none; only roles that were granted it */
  readonly publishers?: readonly BusPublisher[];
  /** SNS topic that is told when `key` cannot encrypt an event. @default no alarm */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Refuses to delete the bus and its archive. @default false */
  readonly protect?: boolean;
}

/** An EventBridge bus with an archive of what passed. */
export class EventBus extends pulumi.ComponentResource implements Linkable<EventBusVerb> {
  readonly busName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** What a replay names as its source; none without an archive. */
  readonly archiveArn?: pulumi.Output<string>;
  /** None without schemas. */
  readonly registryName?: pulumi.Output<string>;
  readonly #name: string;

  constructor(name: string, args: EventBusArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:EventBus", name, {}, opts);
    const faults = busFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("EventBus", name, faults.join("; "));
    this.#name = name;

    const bus = this.createBus(args);
    this.archiveArn = this.createArchive(bus, args);
    if (args.discoversSchemas === true) {
      new schemas.Discoverer(`${name}-discoverer`, { sourceArn: bus.arn }, { parent: this });
    }
    if (args.schemas !== undefined) {
      this.registryName = createRegistry(`${name}-schemas`, args.schemas, { parent: this });
    }
    const statements = busStatements(bus.arn, args.publishers ?? []);
    if (statements.length > 0) {
      new cloudwatch.EventBusPolicy(
        `${name}-policy`,
        { eventBusName: bus.name, policy: policyDocument(statements) },
        { parent: this },
      );
    }

    this.busName = bus.name;
    this.arn = bus.arn;
    this.registerOutputs({
      busName: this.busName,
      arn: this.arn,
      ...(this.archiveArn === undefined ? {} : { archiveArn: this.archiveArn }),
      ...(this.registryName === undefined ? {} : { registryName: this.registryName }),
    });
  }

  grant(verb: EventBusVerb): Grant {
    return {
      environment: { [`${environmentName(this.#name)}_BUS_NAME`]: this.busName },
      statements: [
        {
          sid: statementName(verb, this.#name, "bus"),
          actions: publishEvents,
          resources: [this.arn],
        },
      ],
    };
  }

  /**
   * Under a customer managed key EventBridge loses what it cannot encrypt, unless it may keep it
   * elsewhere. That queue is under another key, so that it takes what this one fails at.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-dlq.html
   */
  private createBus({ key, protect = false, alarmTopicArn }: EventBusArgs): cloudwatch.EventBus {
    const name = this.#name;
    const child = { parent: this };
    const opts = { ...child, protect };
    if (key === undefined) return new cloudwatch.EventBus(`${name}-bus`, {}, opts);
    const dead = createDeadLetterQueue(`${name}-dead`, {}, child);
    const bus = new cloudwatch.EventBus(
      `${name}-bus`,
      { kmsKeyIdentifier: key.arn, deadLetterConfig: { arn: dead.arn } },
      opts,
    );
    const source = { sid: "FromBus", service: "events.amazonaws.com", sourceArn: bus.arn };
    restrictQueue(`${name}-dead-policy`, dead, [source], child);
    if (alarmTopicArn !== undefined) {
      const description = `Event bus ${name}: events that its key did not encrypt`;
      const alarm = { queue: dead, topicArn: alarmTopicArn, description };
      createDeadLetterAlarm(`${name}-dead-alarm`, alarm, child);
    }
    return bus;
  }

  private createArchive(
    bus: cloudwatch.EventBus,
    { archive = { retentionDays: defaultArchiveDays }, key, protect = false }: EventBusArgs,
  ): pulumi.Output<string> | undefined {
    if (archive === "none") return undefined;
    return new cloudwatch.EventArchive(
      `${this.#name}-archive`,
      {
        eventSourceArn: bus.arn,
        retentionDays: archive.retentionDays,
        ...(key === undefined ? {} : { kmsKeyIdentifier: key.arn }),
      },
      { parent: this, protect },
    ).arn;
  }
}

const defaultArchiveDays = 30;

/** The longest name whose archive, which EventBridge gives 48 characters, fits with its endings. */
const longestName = 32;

function busFaults(name: string, args: EventBusArgs): string[] {
  const { archive = "none" } = args;
  return [
    ...(/^[A-Za-z0-9._-]+$/.test(name) && name.length <= longestName
      ? []
      : [
          `name must be at most ${longestName} letters, digits and ._- only, got "${name}"; the archive is named after it`,
        ]),
    ...(archive === "none"
      ? []
      : rangeFaults("archive.retentionDays", archive.retentionDays, 1, 36_500)),
    ...(args.discoversSchemas === true && args.key !== undefined
      ? [
          "discoversSchemas must be false with a key, got true; EventBridge reads no events under a customer managed key, so leave key out or describe the events in schemas",
        ]
      : []),
    ...schemaFaults(args.schemas ?? {}),
    ...publisherFaults(args.publishers ?? []),
  ];
}
