/** What every Kubernetes object has: an API version, a kind and metadata. */
import type { ResourceIdentity } from "../resources";
import { isObject, isUnknown, plainProperties, textOf } from "../wire";
import type { Properties, Value } from "../wire";

/** Kinds that belong to the cluster, not to a namespace. */
const CLUSTER_SCOPED = new Set([
  "APIService",
  "CSIDriver",
  "ClusterNetworkPolicy",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "IngressClass",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "NodeClass",
  "NodePool",
  "PersistentVolume",
  "PriorityClass",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingWebhookConfiguration",
]);

/** `kubernetes:apps/v1:Deployment` is the API version `apps/v1` and the kind `Deployment`. */
export function typeOf(token: string): { readonly apiVersion: string; readonly kind: string } {
  const [, apiVersion = "", kind = ""] = token.split(":");
  return { apiVersion, kind };
}

/** Whether the token is a Helm release, which is no object of the API. */
export function isRelease({ token }: ResourceIdentity): boolean {
  return token === "kubernetes:helm.sh/v3:Release";
}

export function isNamespaced({ token }: ResourceIdentity): boolean {
  return !CLUSTER_SCOPED.has(typeOf(token).kind);
}

/** An object's metadata with secrets opened, empty when it has none or it is not known yet. */
export function metadataOf(properties: Properties): Properties {
  const { metadata } = plainProperties(properties);
  return isObject(metadata) ? metadata : {};
}

/** Whether the metadata as a whole is still unknown. */
export function hasUnknownMetadata({ metadata }: Properties): boolean {
  return isUnknown(metadata);
}

/** `namespace/name`, or `name` of what belongs to the cluster: Pulumi's id of an object. */
export function idOf(resource: ResourceIdentity, properties: Properties): string {
  if (isRelease(resource)) {
    return `${textOf(properties.namespace ?? "default")}/${textOf(properties.name)}`;
  }
  const { name, namespace } = metadataOf(properties);
  return isNamespaced(resource)
    ? `${textOf(namespace ?? "default")}/${textOf(name)}`
    : textOf(name);
}

/** A value below an object, such as `spec.selector`; undefined when a step is missing. */
export function valueAt(properties: Properties, path: string): Value | undefined {
  let value: Value | undefined = properties;
  for (const step of path.split(".")) {
    if (!isObject(value)) return undefined;
    value = value[step];
  }
  return value;
}
