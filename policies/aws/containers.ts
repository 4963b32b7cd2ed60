/** Containers of an ECS task definition, which holds them as JSON text. */
import type { Property } from "../framework/property";

/** A container name that may be printed. */
const CONTAINER_NAME = /^[A-Za-z0-9_-]{1,255}$/;

export interface Container {
  /** How a message names it: `container "app"`, or its place in the list. */
  readonly label: string;
  readonly definition: Property;
}

/** The containers; none when the definition is unknown or cannot be read. */
export function containersOf(taskDefinition: Property): readonly Container[] {
  return taskDefinition
    .at("containerDefinitions")
    .json()
    .items()
    .filter((definition) => !definition.isUnknown)
    .map((definition) => {
      const name = definition.at("name").text();
      const label =
        name !== undefined && CONTAINER_NAME.test(name) ? `container "${name}"` : definition.path;
      return { label, definition };
    });
}

/**
 * Windows containers know neither a read-only root nor numeric users. True also while the preview does
 * not know the system.
 */
export function mayRunWindows(taskDefinition: Property): boolean {
  const family = taskDefinition.at("runtimePlatform").at("operatingSystemFamily");
  return family.isUnknown || family.text()?.toUpperCase().startsWith("WINDOWS") === true;
}
