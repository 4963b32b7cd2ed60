import { Image } from "../../components/compute/image";
import { Repository } from "../../components/compute/repository";
import { Key } from "../../components/data/key";
import { createFoundation } from "../foundation";

/** What a pipeline prints after it has pushed an image. */
const digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";

function main() {
  const { accountId } = createFoundation();
  const key = new Key("image-key", { description: "Encrypts images", accountId });
  const repository = new Repository("catalog-images", { key });
  const image = new Image("catalog-build", { repository, entry: "services/catalog/main.ts" });

  const intel = new Image("catalog-intel", {
    repository,
    entry: "services/catalog/main.ts",
    architecture: "x86_64",
    baseImage: "public.ecr.aws/docker/library/node:22-bookworm-slim",
  });
  const pushed = new Image("catalog-pushed", { repository, digest });
  return { uri: image.uri, intelUri: intel.uri, pushedUri: pushed.uri };
}

export = main;
