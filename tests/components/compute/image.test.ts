import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuiltImageArgs, Image } from "../../../components/compute/image";
import { Repository } from "../../../components/compute/repository";
import { Key } from "../../../components/data/key";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

const digest = `sha256:${"a".repeat(64)}`;
const registry = `${accountId}.dkr.ecr.us-east-1.amazonaws.com`;
const entry = "services/orders/main.ts";

function repository(): Repository {
  const key = new Key("data", { description: "Data", accountId });
  return new Repository("orders-images", { key });
}

function create(more: Partial<BuiltImageArgs> = {}): Image {
  return new Image("orders-build", { repository: repository(), entry, ...more });
}

describe("Image", () => {
  useWorkspace({ files: { "services/orders/main.ts": "console.log('orders')" } });

  it("is built for ARM64 from the bundle's folder, tagged with the hash of its content", async () => {
    const { registrations, result } = await record(() => create());
    const { inputs } = find(registrations, "awsx:ecr:Image");
    const context = String(inputs["context"]);
    assert.match(context, /^\.build\/bundles\/[0-9a-f]{16}$/);
    assert.deepEqual(inputs, {
      repositoryUrl: `${accountId}.dkr.ecr.us-east-1.amazonaws.com/orders-images-repository`,
      context,
      dockerfile: `${context}/Dockerfile`,
      platform: "linux/arm64",
      imageTag: `orders-build-${basename(context)}`,
    });
    assert.match(await valueOf(result.uri), /@sha256:[0-9a-f]{64}$/);
  });

  it("leaves the images of earlier deployments in the registry", async () => {
    const { registrations } = await record(() => create());
    assert.equal(find(registrations, "awsx:ecr:Image").retainOnDelete, true);
  });

  it("runs the bundle on Node.js 24 as a user other than root", async () => {
    const { registrations } = await record(() => create());
    const { inputs } = find(registrations, "awsx:ecr:Image");
    const dockerfile = readFileSync(String(inputs["dockerfile"]), "utf8");
    assert.match(dockerfile, /^FROM public\.ecr\.aws\/docker\/library\/node:24-bookworm-slim$/m);
    assert.match(dockerfile, /^USER node$/m);
    assert.match(dockerfile, /^CMD \["node", "main.js"\]$/m);
  });

  describe("with migrations", () => {
    const migrations = {
      entry: "services/orders/migrate.ts",
      folder: "services/orders/migrations",
    };
    const write = (sql: string) => {
      mkdirSync(migrations.folder, { recursive: true });
      writeFileSync(migrations.entry, "console.log('migrate')");
      writeFileSync(join(migrations.folder, "001-orders.sql"), sql);
    };
    const contextOf = async () => {
      const { registrations } = await record(() => create({ migrations }));
      return String(find(registrations, "awsx:ecr:Image").inputs["context"]);
    };

    it("holds a second program and its files, beside the service", async () => {
      write("SELECT 1;");
      const context = await contextOf();
      assert.match(
        readFileSync(join(context, "Dockerfile"), "utf8"),
        /^COPY migrate\.js migrate\.js\.map \.\/\nCOPY migrations \.\/migrations$/m,
      );
      assert.match(readFileSync(join(context, "migrate.js"), "utf8"), /migrate/);
      assert.equal(readFileSync(join(context, "migrations/001-orders.sql"), "utf8"), "SELECT 1;");
    });

    it("is another image when a file of SQL is another", async () => {
      write("SELECT 1;");
      const before = await contextOf();
      write("SELECT 2;");
      assert.notEqual(await contextOf(), before);
    });
  });

  it("is built for Intel and AMD under a tag of its own", async () => {
    const { registrations } = await record(() => create({ architecture: "x86_64" }));
    const { platform, imageTag } = find(registrations, "awsx:ecr:Image").inputs;
    assert.equal(platform, "linux/amd64");
    assert.match(String(imageTag), /^orders-build-[0-9a-f]{16}-x86_64$/);
  });

  it("has a tag of its own beside one of the same content, since awsx names what it builds by it", async () => {
    const { registrations } = await record(() => {
      const args = { repository: repository(), entry };
      return [new Image("orders-build", args), new Image("worker-build", args)];
    });
    const tags = registrations
      .filter(({ type }) => type === "awsx:ecr:Image")
      .map(({ inputs }) => String(inputs["imageTag"]));
    const [hash = ""] = tags.map((tag) => tag.replace(/^.*-/, ""));
    assert.deepEqual(tags.sort(), [`orders-build-${hash}`, `worker-build-${hash}`]);
  });

  it("is another one when it is built on something else", async () => {
    const built = async (baseImage?: string) => {
      const more = baseImage === undefined ? {} : { baseImage };
      const { registrations } = await record(() => create(more));
      const { inputs } = find(registrations, "awsx:ecr:Image");
      return [inputs["imageTag"], readFileSync(String(inputs["dockerfile"]), "utf8")] as const;
    };
    const [tag, dockerfile] = await built(`${registry}/ecr-public/docker/library/node:22-slim`);
    assert.match(dockerfile, /^FROM 123456789012\.dkr.*\/node:22-slim$/m);
    assert.notEqual(tag, (await built())[0]);
  });
});

describe("Image built elsewhere", () => {
  it("is the repository's, by the digest that a pipeline pushed", async () => {
    const { registrations, result } = await record(
      () => new Image("orders-build", { repository: repository(), digest }),
    );
    assert.equal(await valueOf(result.uri), `${registry}/orders-images-repository@${digest}`);
    assert.deepEqual(namesOf(registrations, "awsx:ecr:Image"), []);
  });

  it("is any registry's, by its whole reference", async () => {
    const uri = `ghcr.io/team/orders@${digest}`;
    const { result } = await record(() => new Image("orders-build", { uri }));
    assert.equal(await valueOf(result.uri), uri);
  });
});

describeMistakes("Image", "image.md", [
  {
    argument: "digest",
    message:
      'digest must be sha256: and 64 hexadecimal digits, got "v1.2.3"; take the one that docker push prints',
    make: () => new Image("orders", { repository: repository(), digest: "v1.2.3" }),
  },
  {
    argument: "uri",
    message:
      'uri must end with the image\'s digest, @sha256: and 64 hexadecimal digits, got "ghcr.io/team/orders:v1"; a tag can be moved to another image',
    make: () => new Image("orders", { uri: "ghcr.io/team/orders:v1" }),
  },
  {
    argument: "baseImage",
    message:
      'baseImage must name a tag other than latest, or a digest, got "node"; without one, the same sources give another image tomorrow',
    make: () => create({ baseImage: "node" }),
  },
  {
    argument: "entry",
    message:
      "an image comes from one of entry, digest or uri, got entry and digest; keep the one that applies",
    make: () => {
      const both = { repository: repository(), entry, digest };
      return new Image("orders", both);
    },
  },
]);
