import assert from "node:assert/strict";
import { readDockerfile } from "../../../../sandbox/cloud/images/dockerfile";
import { CloudError } from "../../../../sandbox/cloud/types";

const valid = `
# syntax=docker/dockerfile:1
FROM public.ecr.aws/docker/library/node:22-slim
WORKDIR /app
COPY --chown=node:node main.js main.js.map ./
ENV NODE_ENV=production GREETING="good day"
USER node
EXPOSE 8080
CMD ["node", "main.js"]
`;

describe("the Dockerfile reader", () => {
  it("reads what the image holds and runs", () => {
    assert.deepEqual(readDockerfile("shop", valid), {
      baseImage: "public.ecr.aws/docker/library/node:22-slim",
      workingDirectory: "/app",
      copies: [
        { sources: ["main.js", "main.js.map"], destination: "./", workingDirectory: "/app" },
      ],
      environment: { NODE_ENV: "production", GREETING: "good day" },
      entryPoint: undefined,
      command: ["node", "main.js"],
    });
  });

  it("joins continued lines and relative working directories", () => {
    const recipe = readDockerfile(
      "shop",
      'FROM node:22\nWORKDIR /srv\nWORKDIR app\nENV A=1 \\\n    B=\'two words\'\nCMD ["node", "x"]',
    );
    assert.equal(recipe.workingDirectory, "/srv/app");
    assert.deepEqual(recipe.environment, { A: "1", B: "two words" });
  });

  it("fills in build arguments, those given before their defaults", () => {
    const text =
      'ARG VERSION=20\nFROM node:${VERSION}\nARG MODE=dev\nENV MODE=$MODE\nCMD ["node","x"]';
    assert.equal(readDockerfile("shop", text).baseImage, "node:20");
    assert.equal(readDockerfile("shop", text, { VERSION: "22" }).baseImage, "node:22");
    assert.deepEqual(readDockerfile("shop", text, { MODE: "prod" }).environment, { MODE: "prod" });
  });

  it("forgets the command when a later line sets the entry point, as Docker does", () => {
    const recipe = readDockerfile("shop", 'FROM node\nCMD ["a"]\nENTRYPOINT ["node", "main.js"]');
    assert.deepEqual(recipe.entryPoint, ["node", "main.js"]);
    assert.equal(recipe.command, undefined);
  });

  it("looks only at the last stage", () => {
    const recipe = readDockerfile("shop", `FROM node AS build\nRUN npm ci\n${valid}`);
    assert.deepEqual(recipe.command, ["node", "main.js"]);
  });

  for (const [line, reason] of [
    ["RUN npm ci", "needs a real image build"],
    ["COPY --from=build /app .", "copies from another image"],
    ["CMD node main.js", "uses a shell"],
    ["ADD https://example.com/x /x", "downloads or unpacks"],
    ["COPY main.js", "names no source and destination"],
    ["ONBUILD RUN x", "needs a real image build"],
  ] as const) {
    it(`refuses ${line} and names its line`, () => {
      assert.throws(
        () => readDockerfile("shop", `FROM node\n\n${line}`),
        (error) => {
          assert.ok(error instanceof CloudError);
          assert.match(error.message, /image shop: line 3/);
          assert.ok(error.message.includes(reason), error.message);
          return true;
        },
      );
    });
  }

  it("refuses a text without FROM", () => {
    assert.throws(() => readDockerfile("shop", "# nothing\n"), /no FROM/);
  });
});
