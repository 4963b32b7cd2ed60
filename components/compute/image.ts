import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as awsxEcr from "@pulumi/awsx/ecr";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../internal/bundle";
import { ArgumentError } from "../internal/errors";
import { imageFaults } from "../internal/imageReferences";
import { fromRepository } from "../internal/repository";
import type { Repository } from "./repository";
import { containerPort } from "./tasks/containerDefinition";

/** Processor that an image is built for: AWS Graviton, or Intel and AMD. */
export type Architecture = "arm64" | "x86_64";

/** An image built from one entry point of this checkout. */
export interface BuiltImageArgs {
  readonly repository: Repository;
  /** Entry point of the container, relative to the repository, such as `services/catalog/main.ts`. */
  readonly entry: string;
  /** Migrations of a database that the image brings along, for a `MigrationTask`. @default none */
  readonly migrations?: ImageMigrations;
  /** @default "arm64" */
  readonly architecture?: Architecture;
  /** Image that it is built on; it must run Node.js and have a user `node`. @default Node.js 24 from Amazon ECR Public */
  readonly baseImage?: string;
}

/** What a migration consists of, relative to the repository. */
export interface ImageMigrations {
  /** Entry point, such as `services/catalog/migrate.ts`; in the image it is `migrate.js`. */
  readonly entry: string;
  /** Folder with the SQL files, such as `services/catalog/migrations`; in the image it is `migrations`. */
  readonly folder: string;
}

/** An image that a pipeline pushed to the repository. */
export interface PushedImageArgs {
  readonly repository: Repository;
  /** `sha256:` and 64 hexadecimal digits, as `docker push` prints it. */
  readonly digest: string;
}

/** An image in any other registry. */
export interface ForeignImageArgs {
  /** Whole reference with its digest. */
  readonly uri: string;
}

export type ImageArgs = BuiltImageArgs | PushedImageArgs | ForeignImageArgs;

/** What an image is built on, unless an argument says otherwise. */
export const defaultBaseImage = "public.ecr.aws/docker/library/node:24-bookworm-slim";

/** File that the container runs, in its working directory. */
const bundleName = "main.js";

/** File that a migration runs, and the folder beside it. */
const migrateName = "migrate.js";
const migrationsName = "migrations";

/** What a migration runs in an image that was built here. */
export const migrateCommand = ["node", migrateName] as const;

/** What every service's image is made of; the build context is the bundle's folder. */
function dockerfile(baseImage: string, migrations: ImageMigrations | undefined): string {
  const copyMigrations =
    migrations === undefined
      ? ""
      : `COPY ${migrateName} ${migrateName}.map ./
COPY ${migrationsName} ./${migrationsName}
`;
  return `FROM ${baseImage}
WORKDIR /app
COPY main.js main.js.map ./
${copyMigrations}ENV NODE_ENV=production PORT=${containerPort}
USER node
EXPOSE ${containerPort}
CMD ["node", "main.js"]
`;
}

/** How Docker calls the processors. */
const platforms = { arm64: "linux/arm64", x86_64: "linux/amd64" } as const;

/**
 * A container image, always named by its digest. Built from one bundled entry point, its tag ends with
 * the hash of its content, so unchanged sources are neither built nor deployed again; or built elsewhere
 * and handed in.
 */
export class Image extends pulumi.ComponentResource {
  /** Image reference with its digest. */
  readonly uri: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Image", name, {}, opts);
    const faults = imageFaults(args);
    if (faults.length > 0) throw new ArgumentError("Image", name, faults.join("; "));

    if ("entry" in args) this.uri = this.build(name, args);
    else if ("digest" in args) this.uri = pulumi.interpolate`${args.repository.url}@${args.digest}`;
    else this.uri = pulumi.output(args.uri);
    this.registerOutputs({ uri: this.uri });
  }

  private build(name: string, args: BuiltImageArgs): pulumi.Output<string> {
    const { repository, architecture = "arm64", baseImage = defaultBaseImage, migrations } = args;
    const extraFiles = { Dockerfile: dockerfile(baseImage, migrations), ...sqlFiles(migrations) };
    const context = bundle({
      entry: args.entry,
      fileName: bundleName,
      ...(migrations && { moreEntries: { [migrateName]: migrations.entry } }),
      extraFiles,
    });
    const image = new awsxEcr.Image(
      `${name}-image`,
      {
        repositoryUrl: repository.url,
        context: context.directory,
        dockerfile: `${context.directory}/Dockerfile`,
        platform: platforms[architecture],
        imageTag: tagOf(name, context.hash, architecture),
      },
      // A deployment would otherwise delete the image before it from the registry, which a rollback or
      // a task that has not been replaced yet still pulls. The repository's lifecycle policy cleans up.
      // https://www.pulumi.com/registry/packages/docker-build/api-docs/image/
      { parent: this, retainOnDelete: true },
    );
    return image.imageUri;
  }
}

/** The migrations' files by their place in the image, so that a changed one makes another image. */
function sqlFiles(migrations: ImageMigrations | undefined): Record<string, string> {
  if (migrations === undefined) return {};
  const folder = fromRepository(migrations.folder);
  const names = existsSync(folder) ? readdirSync(folder).filter(isSql).sort() : [];
  if (names.length === 0) {
    throw new ArgumentError(
      "Image",
      migrations.entry,
      `migrations.folder must be a folder with SQL files, got ${migrations.folder}; write its first file, 001-<what>.sql`,
    );
  }
  return Object.fromEntries(
    names.map((name) => [`${migrationsName}/${name}`, readFileSync(join(folder, name), "utf8")]),
  );
}

function isSql(name: string): boolean {
  return name.endsWith(".sql");
}

/**
 * Tags never move, so each content and architecture has its own. awsx names what it builds by the tag
 * alone, so two images of one stack that happen to be equal are told apart by their names:
 * https://github.com/pulumi/pulumi-awsx/issues/1793
 */
function tagOf(name: string, hash: string, architecture: Architecture): string {
  return architecture === "arm64" ? `${name}-${hash}` : `${name}-${hash}-${architecture}`;
}
