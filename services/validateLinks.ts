/** Faults in what services link to: for definitions that the type checker did not see. Pure. */
import {
  type LinkVerb,
  type ResourceDefinition,
  type ResourceDefinitions,
  type ServiceDefinition,
  verbsByKind,
} from "./contract";

const namePattern = /^[a-z](?:[a-z0-9]|-(?!-)){0,18}[a-z0-9]$/;

/** Each kind as people say it. */
const words: Readonly<Record<ResourceDefinition["kind"], string>> = {
  table: "a table",
  database: "a database",
  cache: "a cache",
  bucket: "a bucket",
  queue: "a queue",
  topic: "a topic",
  eventBus: "an event bus",
  stream: "a stream",
  secret: "a secret",
};

const verbs: readonly string[] = [...new Set<LinkVerb>(Object.values(verbsByKind).flat())];

function namesOf(resources: ResourceDefinitions, kind?: ResourceDefinition["kind"]): string {
  const names = Object.entries(resources)
    .filter(([, definition]) => kind === undefined || definition.kind === kind)
    .map(([name]) => name);
  return names.sort().join(", ") || "none";
}

function find(resources: ResourceDefinitions, name: string): ResourceDefinition | undefined {
  return Object.hasOwn(resources, name) ? resources[name] : undefined;
}

/** The faults in the resources themselves, as far as services see them. */
export function resourceFaults(resources: ResourceDefinitions): string[] {
  return Object.entries(resources).flatMap(([name, definition]) => [
    ...(namePattern.test(name)
      ? []
      : [
          `resource "${name}": name must be 2 to 20 lower-case letters, digits and single hyphens, starting with a letter; rename it in services/resources.ts`,
        ]),
    ...(definition.kind === "queue" ? topicFaults(name, definition.topics ?? [], resources) : []),
  ]);
}

function topicFaults(
  queue: string,
  topics: readonly string[],
  resources: ResourceDefinitions,
): string[] {
  return topics
    .filter((topic) => find(resources, topic)?.kind !== "topic")
    .map(
      (topic) =>
        `resource "${queue}": topics must name topics of services/resources.ts, got "${topic}"; known topics: ${namesOf(resources, "topic")}`,
    );
}

/** The faults in a service's links. */
export function linkFaults(
  { name, links }: ServiceDefinition,
  resources: ResourceDefinitions,
): string[] {
  const seen = new Map<string, string>();
  const byVerb: Readonly<Record<string, readonly string[]>> = { ...links };
  return Object.entries(byVerb).flatMap(([verb, targets]) => {
    if (!verbs.includes(verb)) {
      return [
        `service "${name}": links must be by one of ${verbs.join(", ")}, got "${verb}"; use the verb that says what the service does`,
      ];
    }
    return targets.flatMap((target) => {
      const fault = targetFault(verb, target, resources) ?? combinedFault(verb, target, seen);
      const kind = find(resources, target)?.kind;
      // What one verb cannot say together, such as sending to a queue and consuming it, takes two.
      if (kind !== undefined && has(kind, "readsWrites")) seen.set(target, verb);
      return fault === undefined ? [] : [`service "${name}": ${fault}`];
    });
  });
}

function has(kind: ResourceDefinition["kind"], verb: string): boolean {
  const own: readonly string[] = verbsByKind[kind];
  return own.includes(verb);
}

function targetFault(
  verb: string,
  target: string,
  resources: ResourceDefinitions,
): string | undefined {
  const definition = find(resources, target);
  if (definition === undefined) {
    return `links.${verb} names "${target}", which services/resources.ts does not declare; known resources: ${namesOf(resources)}`;
  }
  const { kind } = definition;
  return has(kind, verb)
    ? undefined
    : `links.${verb} names "${target}", which is ${words[kind]}; link ${words[kind]} by ${verbsByKind[kind].join(", ")}`;
}

function combinedFault(
  verb: string,
  target: string,
  seen: ReadonlyMap<string, string>,
): string | undefined {
  const other = seen.get(target);
  return other === undefined
    ? undefined
    : `"${target}" is linked by both ${other} and ${verb}; keep one verb (readsWrites for both)`;
}

/** The faults in the events that a service wants. */
export function subscriptionFaults(
  { name, subscribes = [] }: ServiceDefinition,
  resources: ResourceDefinitions,
): string[] {
  const buses: readonly string[] = subscribes.map(({ bus }) => bus);
  const queue = `${name}-events`;
  const faults = subscribes.flatMap(({ bus, types }, at) => [
    ...(find(resources, bus)?.kind === "eventBus"
      ? []
      : [
          `subscribes must name an event bus of services/resources.ts, got "${bus}"; known event buses: ${namesOf(resources, "eventBus")}`,
        ]),
    ...(types.length > 0 && types.every((type) => type.trim() !== "")
      ? []
      : [
          `subscribes to "${bus}" must name the types of event, got ${JSON.stringify(types)}; add those that the service wants, such as "OrderPlaced"`,
        ]),
    ...(buses.indexOf(bus) === at
      ? []
      : [`subscribes names bus "${bus}" twice; put all types into one subscription`]),
  ]);
  if (subscribes.length > 0 && find(resources, queue) !== undefined) {
    faults.push(
      `subscribes makes a queue "${queue}", got a resource of that name; rename the resource in services/resources.ts`,
    );
  }
  return faults.map((fault) => `service "${name}": ${fault}`);
}

/** The fault in scaling by messages where there are none. */
export function messageScaleFaults({
  name,
  scale,
  links,
  subscribes = [],
}: ServiceDefinition): string[] {
  const isIdle = subscribes.length === 0 && (links?.consumes ?? []).length === 0;
  return scale?.messagesPerTask !== undefined && isIdle
    ? [
        `service "${name}": scale.messagesPerTask needs messages, got ${scale.messagesPerTask} and no queue; leave it out, or name a queue in links.consumes`,
      ]
    : [];
}

/** The faults in which database a service's migrations change; two services would undo each other's. */
export function migrationFaults(
  services: readonly ServiceDefinition[],
  resources: ResourceDefinitions,
): string[] {
  const migrating = new Map<string, string>();
  return services.flatMap(({ name, migrates }) => {
    if (migrates === undefined) return [];
    const other = migrating.get(migrates);
    migrating.set(migrates, name);
    if (find(resources, migrates)?.kind !== "database") {
      return [
        `service "${name}": migrates must name a database of services/resources.ts, got "${migrates}"; known databases: ${namesOf(resources, "database")}`,
      ];
    }
    return other === undefined
      ? []
      : [
          `services "${other}" and "${name}" both migrate database "${migrates}"; keep its migrations in one of them`,
        ];
  });
}

/** Two services on one queue would each get a part of its messages. */
export function consumerFaults(services: readonly ServiceDefinition[]): string[] {
  const consumers = new Map<string, string>();
  return services.flatMap(({ name, links }) =>
    (links?.consumes ?? []).flatMap((queue) => {
      const other = consumers.get(queue);
      consumers.set(queue, name);
      return other === undefined || other === name
        ? []
        : [
            `services "${other}" and "${name}" both consume queue "${queue}", so that each would get a part of its messages; give each a queue of its own, such as of one topic`,
          ];
    }),
  );
}
