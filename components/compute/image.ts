import * as awsxEcr from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../internal/bundle";
import type { Repository } from "./repository";
import { containerPort } from "./tasks/containerDefinition";

export interface ImageArgs {
  readonly repository: Repository;
  /** Entry point of the container, relative to the repository, such as `services/catalog/main.ts`. */
  readonly entry: string;
}

/** File that the container runs, in its working directory. */
const bundleName = "main.js";

/** What every service's image is made of; the build context is the bundle's folder. */
const dockerfile = `FROM public.ecr.aws/docker/library/node:24-bookworm-slim
WORKDIR /app
COPY main.js main.js.map ./
ENV NODE_ENV=production PORT=${containerPort}
USER node
EXPOSE ${containerPort}
CMD ["node", "main.js"]
`;

/**
 * A container image made from one bundled entry point. The tag is the hash of its content, so
 * unchanged sources are neither built nor deployed again.
 */
export class Image extends pulumi.ComponentResource {
  /** Image reference with its digest. */
  readonly uri: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Image", name, {}, opts);

    const context = bundle({
      entry: args.entry,
      fileName: bundleName,
      extraFiles: { Dockerfile: dockerfile },
    });
    const image = new awsxEcr.Image(
      `${name}-image`,
      {
        repositoryUrl: args.repository.url,
        context: context.directory,
        dockerfile: `${context.directory}/Dockerfile`,
        platform: "linux/arm64",
        imageTag: context.hash,
      },
      // A deployment would otherwise delete the image before it from the registry, which a rollback or
      // a task that has not been replaced yet still pulls. The repository's lifecycle policy cleans up.
      // https://www.pulumi.com/registry/packages/docker-build/api-docs/image/
      { parent: this, retainOnDelete: true },
    );

    this.uri = image.imageUri;
    this.registerOutputs({ uri: this.uri });
  }
}
