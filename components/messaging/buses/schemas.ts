import * as schemas from "@pulumi/aws/schemas";
import type * as pulumi from "@pulumi/pulumi";

/** A JSON Schema of draft 4, which is what EventBridge takes. */
export type EventSchema = Readonly<Record<string, unknown>>;

/** A registry with the schemas of a bus's events. Returns its name. */
export function createRegistry(
  name: string,
  events: Readonly<Record<string, EventSchema>>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const registry = new schemas.Registry(name, { description: "Events of the bus" }, opts);
  for (const [event, schema] of Object.entries(events)) {
    new schemas.Schema(
      `${name}-${event}`,
      {
        name: event,
        registryName: registry.name,
        type: "JSONSchemaDraft4",
        content: JSON.stringify(schema),
      },
      opts,
    );
  }
  return registry.name;
}

/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname-schemas-name-schemaname.html */
export function schemaFaults(events: Readonly<Record<string, EventSchema>>): string[] {
  return Object.entries(events).flatMap(([event, schema]) => [
    ...(/^[A-Za-z0-9._@-]{1,385}$/.test(event)
      ? []
      : [
          `schemas must be named by letters, digits and ._@- only, got "${event}"; for example shop.orders@OrderPlaced`,
        ]),
    ...(schema["$schema"] === draft4
      ? []
      : [
          `schema "${event}" must have $schema "${draft4}", got ${shownDraft(schema["$schema"])}; EventBridge takes no later draft`,
        ]),
  ]);
}

const draft4 = "http://json-schema.org/draft-04/schema#";

function shownDraft(draft: unknown): string {
  return typeof draft === "string" ? `"${draft}"` : "none";
}
