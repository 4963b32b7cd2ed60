import * as ecr from "@pulumi/aws/ecr";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import { imageExpiry } from "../internal/imageExpiry";
import { rangeFaults } from "../internal/serviceFaults";

export interface RepositoryArgs {
  /** Key that encrypts the images. */
  readonly key: Key;
  /** Images kept, 1 to 1000; older ones expire. @default 20 */
  readonly keepImages?: number;
  /** Days after which an image without a tag expires, 1 to 365. @default only `keepImages` counts */
  readonly untaggedDays?: number;
}

/** A private ECR repository: immutable tags, scan on push, encrypted, old images expire. */
export class Repository extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: RepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:Repository", name, {}, opts);
    const { key, keepImages = 20, untaggedDays } = args;
    const faults = [
      ...rangeFaults("keepImages", keepImages, 1, 1000),
      ...rangeFaults("untaggedDays", untaggedDays ?? 1, 1, 365),
    ];
    if (faults.length > 0) throw new ArgumentError("Repository", name, faults.join("; "));

    const repository = new ecr.Repository(
      `${name}-repository`,
      {
        // Images are built from the sources at any time; ECR would refuse to delete a repository that
        // still holds some, and with it every change of a service from a container to a function.
        forceDelete: true,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
      },
      { parent: this },
    );
    new ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: imageExpiry({ keepImages, untaggedDays }) },
      { parent: this },
    );

    this.arn = repository.arn;
    this.url = repository.repositoryUrl;
    this.registerOutputs({ arn: this.arn, url: this.url });
  }
}
