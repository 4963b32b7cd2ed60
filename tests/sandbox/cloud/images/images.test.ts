import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { nodeArguments } from "../../../../sandbox/cloud/images/command";
import { findImage, readImages, unpackImage } from "../../../../sandbox/cloud/images/images";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type Changes, fixturesDirectory, stackState } from "../fixtures/state";

const digest = `sha256:${"a".repeat(64)}`;
const repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/catalog-images";
const imagesOf = (changes: Changes = {}) => readImages(new DeployedStack(stackState(changes)));

describe("images", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "image-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are found by digest, with or without a tag in the reference", () => {
    assert.equal(findImage(imagesOf(), `${repository}@${digest}`).digest, digest);
    assert.equal(findImage(imagesOf(), `${repository}:v1@${digest}`).digest, digest);
  });

  it("of another repository or digest are refused", () => {
    assert.throws(() => findImage(imagesOf(), `other/repo@${digest}`), /no docker-build Image/);
    assert.throws(() => findImage(imagesOf(), "nginx:latest"), /nginx:latest/);
  });

  it("are laid out as their Dockerfile says", async () => {
    const [image] = imagesOf();
    assert.ok(image !== undefined);
    const unpacked = await unpackImage(image, fixturesDirectory, path.join(folder, "root"));
    assert.equal(unpacked.workingDirectory, path.join(folder, "root", "app"));
    assert.ok(existsSync(path.join(unpacked.workingDirectory, "main.cjs")));
    assert.deepEqual(nodeArguments(unpacked, {}, "catalog"), ["main.cjs"]);
  });

  it("say which file is missing from their context", async () => {
    const [image] = imagesOf({ "catalog-image": { context: { location: "." } } });
    assert.ok(image !== undefined);
    await assert.rejects(
      unpackImage(image, fixturesDirectory, path.join(folder, "root")),
      /COPY main.cjs finds no such file/,
    );
  });
});

describe("the command of a container", () => {
  const image = {
    root: "/nowhere",
    workingDirectory: "/nowhere",
    environment: {},
    baseImage: "node:22",
    command: ["node", "main.js"],
  };

  it("is the image's, or the container definition's in its place", () => {
    assert.deepEqual(nodeArguments(image, {}, "c"), ["main.js"]);
    assert.deepEqual(nodeArguments(image, { command: ["node", "--inspect", "x.js"] }, "c"), [
      "--inspect",
      "x.js",
    ]);
  });

  it("starts with Node.js on its own in distroless images", () => {
    const distroless = {
      ...image,
      baseImage: "gcr.io/distroless/nodejs22-debian12",
      command: ["a.js"],
    };
    assert.deepEqual(nodeArguments(distroless, {}, "c"), ["a.js"]);
  });

  it("drops the image's command when the definition sets the entry point", () => {
    assert.throws(() => nodeArguments(image, { entryPoint: ["node"] }, "c"), /expected "node" and/);
  });

  for (const [what, broken] of [
    ["another program", { ...image, command: ["sh", "-c", "node main.js"] }],
    ["another base image", { ...image, baseImage: "python:3.13" }],
  ] as const) {
    it(`is refused for ${what}`, () => {
      assert.throws(() => nodeArguments(broken, {}, "web"), /cannot run container web/);
    });
  }
});
