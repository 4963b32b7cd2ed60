/**
 * The part of SARIF 2.1.0's schema that a report uses, with every object closed: what is not in the
 * standard, or not in this part of it, is refused.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json
 */
type Schema = Readonly<Record<string, unknown>>;

function closed(required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", additionalProperties: false, required, properties };
}

function list(items: Schema, more: Schema = {}): Schema {
  return { type: "array", items, ...more };
}

const text: Schema = { type: "string" };
const uri: Schema = { type: "string", format: "uri" };
const index: Schema = { type: "integer", minimum: -1 };
const level: Schema = { enum: ["none", "note", "warning", "error"] };

/** A message needs a text or an id; here it is always a text. */
const message = closed(["text"], { text });
const multiformat = closed(["text"], { text, markdown: text });

const descriptor = closed(["id"], {
  id: text,
  shortDescription: multiformat,
  fullDescription: multiformat,
  help: multiformat,
  helpUri: uri,
  defaultConfiguration: closed([], { level }),
  properties: { type: "object", properties: { tags: list(text, { uniqueItems: true }) } },
});

const location = closed([], {
  message,
  physicalLocation: closed(["artifactLocation"], {
    artifactLocation: closed([], {
      uri: { type: "string", format: "uri-reference" },
      uriBaseId: text,
    }),
    region: closed([], { startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: list(closed([], { name: text, fullyQualifiedName: text, kind: text }), {
    uniqueItems: true,
  }),
});

const suppression = closed(["kind"], {
  kind: { enum: ["inSource", "external"] },
  status: { enum: ["accepted", "underReview", "rejected"] },
  justification: text,
});

const result = closed(["message"], {
  ruleId: text,
  ruleIndex: index,
  kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
  level,
  message,
  locations: list(location),
  partialFingerprints: { type: "object", additionalProperties: text },
  suppressions: list(suppression, { uniqueItems: true }),
});

const notification = closed(["message"], {
  level,
  message,
  associatedRule: closed([], { id: text, index }),
});

const invocation = closed(["executionSuccessful"], {
  executionSuccessful: { type: "boolean" },
  endTimeUtc: { type: "string", format: "date-time" },
  toolExecutionNotifications: list(notification, { uniqueItems: true }),
});

const run = closed(["tool"], {
  tool: closed(["driver"], {
    driver: closed(["name"], { name: text, version: text, rules: list(descriptor) }),
  }),
  automationDetails: closed([], { id: text }),
  invocations: list(invocation),
  columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
  results: list(result),
});

export const SARIF_SCHEMA: Schema = closed(["version", "runs"], {
  $schema: uri,
  version: { enum: ["2.1.0"] },
  runs: list(run),
});
