import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import { imageExpiry } from "../internal/imageExpiry";
import {
  createRepositories,
  encryptRepositories,
  pullImage,
  pullThroughCache,
} from "../internal/permissions/images";
import { createServiceRole, type PolicyStatement } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";

/** A registry whose images are cached. */
export type Upstream =
  /** Registries that anybody may pull from. */
  | { readonly registry: "ecrPublic" | "kubernetes" | "quay" }
  /** Registries that ask who pulls. */
  | {
      readonly registry: "dockerHub" | "gitHub" | "gitLab";
      /** Secret with `username` and `accessToken`; its name must begin with `ecr-pullthroughcache/`. */
      readonly credentialArn: pulumi.Input<string>;
    };

export interface PullThroughCacheArgs {
  readonly upstream: Upstream;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts the cached images. */
  readonly key: Key;
  /** What the names of the cached repositories begin with. @default the registry's usual one, such as `ecr-public` */
  readonly prefix?: string;
  /** Images kept of each repository, 1 to 1000. @default 5 */
  readonly keepImages?: number;
}

/** Address and usual prefix of each registry: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html */
const registries = {
  ecrPublic: { url: "public.ecr.aws", prefix: "ecr-public" },
  kubernetes: { url: "registry.k8s.io", prefix: "kubernetes" },
  quay: { url: "quay.io", prefix: "quay" },
  dockerHub: { url: "registry-1.docker.io", prefix: "docker-hub" },
  gitHub: { url: "ghcr.io", prefix: "github" },
  gitLab: { url: "registry.gitlab.com", prefix: "gitlab" },
} as const;

/**
 * Images of a public registry, kept in this account's own: they are there when the registry is not, and
 * no limit on anonymous pulls applies. One for each prefix, account and region. ECR looks for a newer
 * image of a tag once a day. The first pull of an image needs a way to the internet, later ones do not:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class PullThroughCache extends pulumi.ComponentResource {
  /** Registry whose images are cached. */
  readonly registry: Upstream["registry"];
  /** Address that cached images are pulled from; the image's path and tag follow a slash. */
  readonly url: pulumi.Output<string>;
  /** What pulling through the cache takes. */
  readonly statements: readonly PolicyStatement[];

  constructor(name: string, args: PullThroughCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:PullThroughCache", name, {}, opts);
    const { upstream, region, accountId, keepImages = 5 } = args;
    const { url, prefix: usualPrefix } = registries[upstream.registry];
    const prefix = args.prefix ?? usualPrefix;
    const faults = [
      ...prefixFaults(prefix),
      ...credentialFaults(upstream),
      ...rangeFaults("keepImages", keepImages, 1, 1000),
    ];
    if (faults.length > 0) throw new ArgumentError("PullThroughCache", name, faults.join("; "));

    const repositories = pulumi.interpolate`arn:aws:ecr:${region}:${accountId}:repository/${prefix}/*`;
    const template = this.createTemplate(name, { ...args, prefix, keepImages }, repositories);
    const rule = new ecr.PullThroughCacheRule(
      `${name}-rule`,
      {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: url,
        ...("credentialArn" in upstream ? { credentialArn: upstream.credentialArn } : {}),
      },
      // A repository takes its settings from the template when the first image is pulled.
      { parent: this, dependsOn: template },
    );

    this.registry = upstream.registry;
    this.url = pulumi.interpolate`${accountId}.dkr.ecr.${region}.amazonaws.com/${rule.ecrRepositoryPrefix}`;
    this.statements = [
      {
        sid: "PullThroughCache",
        actions: [...pullImage, ...pullThroughCache],
        resources: [repositories],
      },
    ];
    this.registerOutputs({
      registry: this.registry,
      url: this.url,
      statements: this.statements,
    });
  }

  /** How ECR makes the repository of an image that is pulled for the first time. */
  private createTemplate(
    name: string,
    args: PullThroughCacheArgs & { readonly prefix: string; readonly keepImages: number },
    repositories: pulumi.Output<string>,
  ): ecr.RepositoryCreationTemplate {
    const { key, prefix, keepImages } = args;
    const role = createServiceRole(
      `${name}-role`,
      {
        service: "ecr.amazonaws.com",
        description: `Creates the repositories of cached images below ${prefix}`,
        statements: [
          { sid: "CreateRepositories", actions: createRepositories, resources: [repositories] },
          { sid: "EncryptRepositories", actions: encryptRepositories, resources: [key.arn] },
        ],
      },
      { parent: this },
    );
    return new ecr.RepositoryCreationTemplate(
      `${name}-template`,
      {
        prefix,
        description: "Cached images",
        appliedFors: ["PULL_THROUGH_CACHE"],
        // The registry moves its tags, and the cache follows.
        imageTagMutability: "MUTABLE",
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
        lifecyclePolicy: imageExpiry({ keepImages }),
        customRoleArn: role.arn,
      },
      { parent: this },
    );
  }
}

function prefixFaults(prefix: string): string[] {
  return prefix.length <= 30 && /^[a-z0-9]+([._/-][a-z0-9]+)+$|^[a-z0-9]{2,}$/.test(prefix)
    ? []
    : [
        `prefix must be 2 to 30 lower-case letters, digits and single . _ - / between them, got "${prefix}"; choose one such as ecr-public`,
      ];
}

/** Only an ARN that is known before the deployment can be judged. */
function credentialFaults(upstream: Upstream): string[] {
  const arn = "credentialArn" in upstream ? upstream.credentialArn : undefined;
  return typeof arn !== "string" || arn.includes(":secret:ecr-pullthroughcache/")
    ? []
    : [
        `upstream.credentialArn must name a secret that begins with ecr-pullthroughcache/, got "${arn}"; ECR reads no other`,
      ];
}
