/** `awsx.ecr.Image`: a docker-build image with the arguments that the real component gives it. */
import { createHash } from "node:crypto";
import * as ecr from "@pulumi/aws/ecr";
import * as dockerBuild from "@pulumi/docker-build";
import * as pulumi from "@pulumi/pulumi";

interface ImageArgs {
  readonly repositoryUrl: string;
  readonly registryId?: string;
  readonly imageName?: string;
  readonly imageTag?: string;
  readonly context?: string;
  readonly dockerfile?: string;
  readonly platform?: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly cacheFrom?: readonly string[];
}

/** The outputs that a program sees on `awsx.ecr.Image`. */
export function constructImage(
  component: pulumi.ComponentResource,
  inputs: pulumi.Inputs,
): pulumi.Inputs {
  const { repositoryUrl, ...rest } = inputs;
  const args = rest as Omit<ImageArgs, "repositoryUrl">;
  const repository = pulumi.output(repositoryUrl as pulumi.Input<string>);
  const name = args.imageName ?? args.imageTag ?? imageName(args);
  const tagged = pulumi.interpolate`${repository}:${name}`;
  const image = new dockerBuild.Image(
    name,
    {
      tags: [tagged],
      buildArgs: args.args === undefined ? undefined : { ...args.args },
      cacheFrom: (args.cacheFrom ?? [tagged]).map((ref) => ({ registry: { ref } })),
      cacheTo: [{ inline: {} }],
      context: { location: args.context ?? "." },
      dockerfile: args.dockerfile === undefined ? undefined : { location: args.dockerfile },
      platforms: args.platform === undefined ? [] : [args.platform as dockerBuild.Platform],
      target: args.target,
      push: true,
      registries: [credentials(repository, args, component)],
    },
    { parent: component },
  );
  return { imageUri: pulumi.interpolate`${repository}@${image.digest}` };
}

function credentials(
  repository: pulumi.Output<string>,
  args: Pick<ImageArgs, "registryId">,
  parent: pulumi.Resource,
): pulumi.Output<{ address: string; username: string; password: string }> {
  const registryId = repository.apply((url) => args.registryId ?? url.split(".")[0] ?? url);
  return ecr.getAuthorizationTokenOutput({ registryId }, { parent }).apply((token) => ({
    address: token.proxyEndpoint,
    username: token.userName,
    password: token.password,
  }));
}

/** awsx's name for an image without a tag. */
function imageName(args: Omit<ImageArgs, "repositoryUrl">): string {
  const parts = [
    args.context ?? ".",
    ...(args.dockerfile === undefined ? [] : [`dockerfile=${args.dockerfile}`]),
    ...Object.entries(args.args ?? {}).map(([name, value]) => `arg[${name}]=${value}`),
  ];
  const signature = `${parts.join(";")}${pulumi.getStack()}`;
  return `${createHash("sha1").update(signature).digest("hex")}-container`;
}
