import { dirname } from "node:path/posix";
import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../../data/key";
import { repositoryArn } from "../../internal/imageReferences";
import { pullImage } from "../../internal/permissions/images";
import type { PolicyStatement } from "../../internal/policyDocument";
import { type Architecture, Image } from "../image";
import { Repository } from "../repository";
import type { ImageSource } from "./taskOptions";

/** The image of a service and what pulling it takes. */
export interface TaskImage {
  readonly uri: pulumi.Output<string>;
  readonly statements: readonly PolicyStatement[];
}

export interface TaskImageArgs {
  /** Key that encrypts the images. */
  readonly key: Key;
  /** @default built from `services/<name>/main.ts` */
  readonly image?: ImageSource;
  /** @default "arm64" */
  readonly architecture?: Architecture;
  /** Puts `migrate.ts` and `migrations/`, which are beside the entry point, into an image that is built. @default false */
  readonly migrates?: boolean;
}

/** A service's image, with a repository of its own unless it is kept in another registry. */
export function createTaskImage(
  name: string,
  args: TaskImageArgs,
  opts: pulumi.CustomResourceOptions,
): TaskImage {
  const { key, image = { kind: "build" }, architecture = "arm64" } = args;
  const buildName = `${name}-build`;
  if (image.kind === "uri") {
    const { uri } = new Image(buildName, { uri: image.uri }, opts);
    const arn = repositoryArn(image.uri);
    return { uri, statements: arn === undefined ? [] : [pull(arn)] };
  }
  const repository = new Repository(`${name}-images`, { key }, opts);
  const statements = [pull(repository.arn)];
  if (image.kind === "digest") {
    const { digest } = image;
    return { uri: new Image(buildName, { repository, digest }, opts).uri, statements };
  }
  const { entry = `services/${name}/main.ts`, baseImage } = image;
  const folder = dirname(entry);
  const built = new Image(
    buildName,
    {
      ...{ repository, entry, architecture },
      ...(baseImage === undefined ? {} : { baseImage }),
      ...(args.migrates === true && {
        migrations: { entry: `${folder}/migrate.ts`, folder: `${folder}/migrations` },
      }),
    },
    opts,
  );
  return { uri: built.uri, statements };
}

function pull(arn: pulumi.Input<string>): PolicyStatement {
  return { sid: "PullImage", actions: pullImage, resources: [arn] };
}
