/**
 * Names and namespaces, given as pulumi-kubernetes gives them: the logical name, a hyphen and eight
 * hexadecimal digits, with an annotation that says so.
 * https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/autonaming/
 */
import { Randomness } from "../fill/randomness";
import type { ResourceIdentity } from "../resources";
import { isObject } from "../wire";
import type { Properties } from "../wire";
import { hasUnknownMetadata, isNamespaced, isRelease, metadataOf } from "./objects";

export const AUTONAMED = "pulumi.com/autonamed";
const RANDOM_DIGITS = 8;

/** The inputs with a name and a namespace, which an object keeps once it has them. */
export function named(
  resource: ResourceIdentity,
  olds: Properties,
  news: Properties,
  seed: string,
): Properties {
  if (isRelease(resource)) return namedRelease(resource, olds, news, seed);
  if (hasUnknownMetadata(news)) return news;
  const given = isObject(news.metadata) ? news.metadata : {};
  const metadata = isNamespaced(resource) ? { namespace: "default", ...given } : given;
  if (given.name !== undefined || given.generateName !== undefined) return { ...news, metadata };
  const annotations = isObject(given.annotations) ? given.annotations : {};
  const old = metadataOf(olds);
  const name =
    isAutonamed(olds) && typeof old.name === "string"
      ? old.name
      : generated(resource.logicalName, seed);
  return {
    ...news,
    metadata: { ...metadata, annotations: { ...annotations, [AUTONAMED]: "true" }, name },
  };
}

/** Whether an object's name was generated; a second one can then exist beside it. */
export function isAutonamed(inputs: Properties): boolean {
  const { annotations } = metadataOf(inputs);
  return isObject(annotations) && annotations[AUTONAMED] === "true";
}

function namedRelease(
  { logicalName }: ResourceIdentity,
  olds: Properties,
  news: Properties,
  seed: string,
): Properties {
  const name = news.name ?? olds.name ?? generated(logicalName, seed);
  return { ...news, name, namespace: news.namespace ?? "default" };
}

function generated(logicalName: string, seed: string): string {
  return `${logicalName}-${new Randomness(seed).text("hex", RANDOM_DIGITS, logicalName)}`;
}
