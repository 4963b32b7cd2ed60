import { containersOf } from "../../aws/containers";
import { TASK_DEFINITION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** What may move without anybody deploying: no tag, or one of these. */
const MOVING_TAGS = ["latest", "stable", "edge", "main", "master"];

/** The tag of an image reference; undefined for one with a digest. */
function tagOf(image: string): string | undefined {
  if (image.includes("@sha256:")) return undefined;
  const lastPart = image.slice(image.lastIndexOf("/") + 1);
  return lastPart.includes(":") ? lastPart.slice(lastPart.indexOf(":") + 1) : "";
}

/**
 * The catalogue asks production for a digest. A tag of one release in a repository with immutable tags is
 * as fixed, and ecr-tag-immutability sees to that.
 */
export default defineResourceRule({
  id: "ecs-task-image-pinned",
  title: "Container images are pinned by digest or by a tag that stays",
  service: "ecs",
  severity: "medium",
  pillar: "operations",
  enforcement: "advisory",
  controls: {},
  types: TASK_DEFINITION,
  fix: "Refer to the image by its digest (repository@sha256:...), or by a tag of one release in a repository with immutable tags.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  containerDefinitions: JSON.stringify([
    { ...container, image: repositoryUrl + "@" + imageDigest },
  ]),
});`,
  check({ props, report }) {
    for (const { label, definition } of containersOf(props)) {
      const image = definition.at("image").text();
      const tag = image === undefined ? undefined : tagOf(image);
      if (tag === "") report(`image of ${label} has neither tag nor digest`);
      else if (tag !== undefined && MOVING_TAGS.includes(tag)) {
        report(`image of ${label} has the moving tag "${tag}"`);
      }
    }
  },
});
