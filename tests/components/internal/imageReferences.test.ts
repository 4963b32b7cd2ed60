import assert from "node:assert/strict";
import { imageFaults, repositoryArn } from "../../../components/internal/imageReferences";

const digest = `sha256:${"a".repeat(64)}`;
const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

describe("imageFaults", () => {
  const accepted = [
    { entry: "services/orders/main.ts" },
    { entry: "main.ts", baseImage: "public.ecr.aws/docker/library/node:24-bookworm-slim" },
    { entry: "main.ts", baseImage: "localhost:5000/node:24" },
    { entry: "main.ts", baseImage: `${registry}/node@${digest}` },
    { digest },
    { uri: `${registry}/team/orders@${digest}` },
    { uri: `ghcr.io/team/orders@${digest}` },
  ];
  for (const origin of accepted) {
    it(`accepts ${JSON.stringify(origin)}`, () => {
      assert.deepEqual(imageFaults(origin), []);
    });
  }

  const refused: [object, RegExp][] = [
    [{}, /one of entry, digest or uri, got none;/],
    [{ entry: "main.ts", digest }, /got entry and digest;/],
    [{ digest: "latest" }, /^digest must be sha256: .* got "latest";/],
    [{ digest: digest.toUpperCase() }, /^digest must be/],
    [{ uri: `${registry}/orders:v1` }, /^uri must end with the image's digest, .* got "/],
    [{ uri: `https://${registry}/orders@${digest}`.replace("https", "HTTPS") }, /^uri must end/],
    [{ entry: "main.ts", baseImage: "node" }, /^baseImage must name a tag .* got "node";/],
    [{ entry: "main.ts", baseImage: "node:latest" }, /^baseImage must name a tag/],
  ];
  for (const [origin, message] of refused) {
    it(`refuses ${JSON.stringify(origin).slice(0, 70)}`, () => {
      const [fault = "", ...others] = imageFaults(origin);
      assert.match(fault, message);
      assert.deepEqual(others, []);
    });
  }
});

describe("repositoryArn", () => {
  it("is that of the private repository which a reference names", () => {
    assert.equal(
      repositoryArn(`${registry}/team/orders@${digest}`),
      "arn:aws:ecr:eu-west-1:123456789012:repository/team/orders",
    );
  });

  it("is undefined for any other registry", () => {
    assert.equal(repositoryArn(`public.ecr.aws/team/orders@${digest}`), undefined);
    assert.equal(repositoryArn(`evil.example/${registry}/orders@${digest}`), undefined);
  });
});
