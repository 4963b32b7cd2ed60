import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { textOf } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

function create(token: string, inputs: Properties) {
  return provider.create(identityOf(`urn:pulumi:dev::shop::${token}::images`), inputs, false);
}

describe("the stand-in for ECR's registry", () => {
  for (const [token, id, inputs] of [
    [
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
      "ecr-public",
      { ecrRepositoryPrefix: "ecr-public", upstreamRegistryUrl: "public.ecr.aws" },
    ],
    [
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "quay",
      { prefix: "quay", appliedFors: ["PULL_THROUGH_CACHE"] as string[] },
    ],
  ] as const) {
    it(`calls ${token} by its prefix, in the account's own registry`, () => {
      const created = create(token, inputs);
      assert.equal(created.id, id);
      assert.match(textOf(created.outputs.registryId), /^\d{12}$/);
    });
  }
});
