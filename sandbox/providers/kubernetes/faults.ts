/** What the API server would refuse, told by the field at fault. */
import type { Failure } from "../naming";
import type { ResourceIdentity } from "../resources";
import type { PackageSchema } from "../schema/schema";
import type { Shape } from "../schema/shapes";
import { isAssetOrArchive, isList, isObject, isUnknown, textOf } from "../wire";
import type { Properties, Value } from "../wire";
import { metadataOf, typeOf, valueAt } from "./objects";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const NAMED_AS_LABELS = new Set(["Namespace", "Service"]);
const DEEPEST = 40;

/** Reasons why the API server would not take an object. */
export function objectFaults(resource: ResourceIdentity, inputs: Properties): Failure[] {
  return [
    ...nameFaults(resource, inputs),
    ...labelFaults("metadata.labels", valueAt(inputs, "metadata.labels")),
    ...selectorFaults(resource, inputs),
  ];
}

function nameFaults({ token }: ResourceIdentity, inputs: Properties): Failure[] {
  const { name } = metadataOf(inputs);
  if (typeof name !== "string" || isUnknown(name)) return [];
  const asLabel = NAMED_AS_LABELS.has(typeOf(token).kind);
  const [pattern, longest] = asLabel ? [LABEL_NAME, 63] : [SUBDOMAIN, 253];
  if (pattern.test(name) && name.length <= longest) return [];
  const reason = `metadata.name must be lower-case letters, digits and hyphens, at most ${longest} characters, got "${name}"`;
  return [{ property: "metadata.name", reason }];
}

function labelFaults(property: string, labels: Value | undefined): Failure[] {
  if (!isObject(labels)) return [];
  return Object.entries(labels)
    .map(([key, value]) => [key, isUnknown(value) ? "" : textOf(value)] as const)
    .filter(([, value]) => !LABEL_VALUE.test(value) || value.length > 63)
    .map(([key, value]) => ({
      property: `${property}.${key}`,
      reason: `a label's value must be at most 63 letters, digits, hyphens, dots and underscores, got "${value}"`,
    }));
}

/** A controller must find the pods that it makes. */
function selectorFaults({ token }: ResourceIdentity, inputs: Properties): Failure[] {
  if (!["DaemonSet", "Deployment", "StatefulSet"].includes(typeOf(token).kind)) return [];
  const wanted = valueAt(inputs, "spec.selector.matchLabels");
  const labels = valueAt(inputs, "spec.template.metadata.labels");
  if (!isObject(wanted)) return [];
  const missing = Object.entries(wanted).filter(
    ([key, value]) => !isUnknown(value) && (!isObject(labels) || labels[key] !== value),
  );
  return missing.map(([key]) => ({
    property: "spec.selector",
    reason: `selector does not match template labels: the pods of the template lack the label ${key}`,
  }));
}

/** Fields that a type of the API does not declare, as strict field validation refuses them. */
export function unknownFields(
  schema: PackageSchema,
  value: Value | undefined,
  shape: Shape,
  path: string,
  depth = 0,
): Failure[] {
  if (value === undefined || isUnknown(value) || isAssetOrArchive(value) || depth > DEEPEST) {
    return [];
  }
  if (isList(value) && shape.kind === "array") {
    return value.flatMap((item, index) =>
      unknownFields(schema, item, shape.of, `${path}[${index}]`, depth + 1),
    );
  }
  if (!isObject(value) || shape.kind !== "object") return [];
  const fields = schema.object(shape.path);
  if (fields.size === 0) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const field = fields.get(name);
    return field === undefined
      ? [{ property: `${path}.${name}`, reason: `unknown field "${path}.${name}"` }]
      : unknownFields(schema, item, field.shape, `${path}.${name}`, depth + 1);
  });
}
