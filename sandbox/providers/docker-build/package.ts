import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../naming";
import { plainPackage, plainRules, type ResourceOverride, type ResourcePackage } from "../package";
import { isList, isObject, textOf } from "../wire";
import type { Properties, Value } from "../wire";
import { hashContext } from "./contextHash";

function location(value: Value | undefined): string {
  return isObject(value) && typeof value.location === "string" ? value.location : "";
}

function texts(value: Value | undefined): string[] {
  return isList(value) ? value.map(textOf) : [];
}

/** Docker's own default: the Dockerfile of the context. */
function dockerfileOf(inputs: Properties): string {
  return location(inputs.dockerfile) || join(location(inputs.context), "Dockerfile");
}

/** An image whose digest is made of what would be built, so that only a change of that is an update. */
const image: ResourceOverride = {
  check: (inputs): Failure[] => {
    const context = location(inputs.context);
    const dockerfile = dockerfileOf(inputs);
    if (!existsSync(context) || !statSync(context).isDirectory()) {
      return [{ property: "context", reason: `context "${context}" is not a folder` }];
    }
    return existsSync(dockerfile)
      ? []
      : [{ property: "dockerfile", reason: `there is no Dockerfile at "${dockerfile}"` }];
  },
  outputs: (inputs) => {
    const buildArgs = isObject(inputs.buildArgs) ? inputs.buildArgs : {};
    const contextHash = hashContext(location(inputs.context), {
      dockerfile: dockerfileOf(inputs),
      buildArgs: Object.fromEntries(
        Object.entries(buildArgs).map(([name, value]) => [name, textOf(value)]),
      ),
      target: typeof inputs.target === "string" ? inputs.target : "",
      platforms: texts(inputs.platforms),
    });
    const digest = `sha256:${contextHash}`;
    const tag = texts(inputs.tags)[0];
    return { contextHash, digest, ref: tag === undefined ? digest : `${tag}@${digest}` };
  },
};

/** Stands in for pulumi-docker-build: nothing is built or pushed; the sandbox runs the context's own program. */
export const dockerBuildPackage: ResourcePackage = {
  kind: "resources",
  name: "docker-build",
  npmPackage: "@pulumi/docker-build",
  repeatsId: false,
  ...plainPackage,
  rules: { ...plainRules, types: {} },
  functionsFile: "sandbox/providers/docker-build/package.ts",
  overrides: { "docker-build:index:Image": image },
};
