import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Image } from "../../../components/compute/image";
import { Repository } from "../../../components/compute/repository";
import { Key } from "../../../components/data/key";
import { accountId, find, record, valueOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function create(): Image {
  const key = new Key("data", { description: "Data", accountId });
  const repository = new Repository("orders-images", { key });
  return new Image("orders-build", { repository, entry: "services/orders/main.ts" });
}

describe("Image", () => {
  useWorkspace({ files: { "services/orders/main.ts": "console.log('orders')" } });

  it("is built for ARM64 from the bundle's folder, tagged with the hash of its content", async () => {
    const { registrations, result } = await record(create);
    const { inputs } = find(registrations, "awsx:ecr:Image");
    const context = String(inputs["context"]);
    assert.match(context, /^\.build\/bundles\/[0-9a-f]{16}$/);
    assert.deepEqual(inputs, {
      repositoryUrl: `${accountId}.dkr.ecr.us-east-1.amazonaws.com/orders-images-repository`,
      context,
      dockerfile: `${context}/Dockerfile`,
      platform: "linux/arm64",
      imageTag: basename(context),
    });
    assert.match(await valueOf(result.uri), /@sha256:[0-9a-f]{64}$/);
  });

  it("leaves the images of earlier deployments in the registry", async () => {
    const { registrations } = await record(create);
    assert.equal(find(registrations, "awsx:ecr:Image").retainOnDelete, true);
  });

  it("runs the bundle on Node.js 24 as a user other than root", async () => {
    const { registrations } = await record(create);
    const { inputs } = find(registrations, "awsx:ecr:Image");
    const dockerfile = readFileSync(String(inputs["dockerfile"]), "utf8");
    assert.match(dockerfile, /^FROM public\.ecr\.aws\/docker\/library\/node:24-bookworm-slim$/m);
    assert.match(dockerfile, /^USER node$/m);
    assert.match(dockerfile, /^CMD \["node", "main.js"\]$/m);
  });
});
