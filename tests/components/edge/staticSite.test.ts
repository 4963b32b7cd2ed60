import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StaticSite } from "../../../components/edge/staticSite";
import { logBucket } from "../../helpers/components";
import { accountId, find, inputsOf, namesOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function create(directory = "site"): StaticSite {
  return new StaticSite("web", { directory, accountId, accessLogs: logBucket() });
}

describe("StaticSite", () => {
  useWorkspace({ files: { "site/index.html": "", "site/assets/app-1a2b.js": "", "empty/x": "" } });

  it("uploads every file with its type and caching", async () => {
    const { registrations } = await record(() => create());
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    assert.deepEqual(namesOf(registrations, type), ["web-assets/app-1a2b.js", "web-index.html"]);
    const { source, ...inputs } = find(registrations, type, "index.html").inputs;
    assert.deepEqual(inputs, {
      bucket: "web-pages-bucket",
      key: "index.html",
      contentType: "text/html; charset=utf-8",
      cacheControl: "no-cache",
    });
    assert.ok(source instanceof pulumi.asset.FileAsset);
    assert.equal(await source.path, "site/index.html");
  });

  it("lets CloudFront of this account read, and nobody else", async () => {
    const { registrations } = await record(() => create());
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy", "web-pages-policy");
    const { Statement: statements } = inputsOf(policy)["policy"] as {
      Statement: { Effect: string }[];
    };
    assert.deepEqual(
      statements.filter(({ Effect }) => Effect === "Allow"),
      [
        {
          Sid: "CloudFrontReads",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: ["s3:GetObject"],
          Resource: ["arn:mock:web-pages-bucket/*"],
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/*` },
          },
        },
      ],
    );
  });

  it("logs the access to its pages", async () => {
    const { registrations } = await record(() => create());
    const { inputs } = find(registrations, "aws:s3/bucketLogging:BucketLogging");
    assert.deepEqual(inputs, {
      bucket: "web-pages-bucket",
      targetBucket: "access-logs-store-bucket",
      targetPrefix: "s3/web-pages/",
    });
  });

  for (const directory of ["empty", "nowhere"]) {
    it(`refuses the folder ${directory}, which holds no built page, and says how to build it`, async () => {
      await assert.rejects(
        record(() => create(directory)),
        {
          message: `StaticSite "web": directory must hold a built page with index.html, got "${directory}", which has none; run \`npm run build:web\` first`,
        },
      );
    });
  }
});
