import { Repository } from "../../components/compute/repository";
import { Key } from "../../components/data/key";
import { createFoundation } from "../foundation";

function main() {
  const { accountId } = createFoundation();
  const key = new Key("image-key", { description: "Encrypts images", accountId });
  const repository = new Repository("catalog-images", { key });

  // A pipeline pushes here often, and moves its cache's tag from image to image.
  const busy = new Repository("build-images", { key, keepImages: 100, untaggedDays: 7 });
  return { url: repository.url, busyUrl: busy.url };
}

export = main;
