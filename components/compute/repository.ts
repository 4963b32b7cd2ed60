import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";

export interface RepositoryArgs {
  /** Key that encrypts the images. */
  readonly key: Key;
  /** Images kept; older ones expire. @default 20 */
  readonly keepImages?: number;
}

/** A private ECR repository: immutable tags, scan on push, encrypted, old images expire. */
export class Repository extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: RepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Repository", name, {}, opts);

    const repository = new ecr.Repository(
      `${name}-repository`,
      {
        // Images are built from the sources at any time; ECR would refuse to delete a repository that
        // still holds some, and with it every change of a service from a container to a function.
        forceDelete: true,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.key.arn }],
      },
      { parent: this },
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      {
        repository: repository.name,
        policy: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              description: "Keep the newest images",
              selection: {
                tagStatus: "any",
                countType: "imageCountMoreThan",
                countNumber: args.keepImages ?? 20,
              },
              action: { type: "expire" },
            },
          ],
        }),
      },
      { parent: this },
    );

    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
    this.registerOutputs({ arn: this.arn, url: this.url });
  }
}
