import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StaticSite, type StaticSiteArgs } from "../../../components/edge/staticSite";
import { logBucket } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, namesOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function create(more: Partial<StaticSiteArgs> = {}): StaticSite {
  return new StaticSite("web", {
    directory: "site",
    accountId,
    accessLogs: logBucket(),
    ...more,
  });
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

  it("uploads a page once the files that it names are there", async () => {
    const { registrations } = await record(() => create());
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    const asset = find(registrations, type, ".js");
    assert.ok(find(registrations, type, ".html").dependencies.includes(asset.urn));
  });

  it("lets CloudFront of this account read pages and learn which are missing, and nobody else", async () => {
    const { registrations } = await record(() => create());
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy", "web-pages-policy");
    const { Statement: statements } = inputsOf(policy)["policy"] as {
      Statement: { Effect: string }[];
    };
    const allow = (Sid: string, action: string, resource: string) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: [action],
      Resource: [resource],
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/*` },
      },
    });
    assert.deepEqual(
      statements.filter(({ Effect }) => Effect === "Allow"),
      [
        allow("CloudFrontReads", "s3:GetObject", "arn:mock:web-pages-bucket/*"),
        allow("CloudFrontTellsMissing", "s3:ListBucket", "arn:mock:web-pages-bucket"),
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

  for (const protect of [true, false, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await record(() => create({ protect }));
      const bucket = find(registrations, "aws:s3/bucket:Bucket", "web-pages-bucket");
      assert.equal(bucket.protect, protect ?? false);
    });
  }

  it("keeps replaced files for 30 days, or as long as it is told", async () => {
    for (const noncurrentRetentionDays of [undefined, 90]) {
      const { registrations } = await record(() => create({ noncurrentRetentionDays }));
      const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
      const { inputs } = find(registrations, type, "web-pages-lifecycle");
      const [rule] = inputs["rules"] as { noncurrentVersionExpiration: unknown }[];
      assert.deepEqual(rule?.noncurrentVersionExpiration, {
        noncurrentDays: noncurrentRetentionDays ?? 30,
      });
    }
  });

  it("lets caches keep files for as long as it is told", async () => {
    const { registrations } = await record(() => create({ hashedMaxAgeSeconds: 600 }));
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    const { inputs } = find(registrations, type, ".js");
    assert.equal(inputs["cacheControl"], "public, max-age=600, immutable");
  });
});

describe("StaticSite's likeliest mistakes", () => {
  useWorkspace({ files: { "site/index.html": "", "empty/x": "" } });

  describeMistakes("StaticSite", "static-site.md", [
    {
      argument: "directory",
      message:
        'directory must hold a built page with index.html, got "nowhere", which has none; run `npm run build:web` first',
      make: () => create({ directory: "nowhere" }),
    },
    {
      argument: "directory",
      message:
        'directory must be relative to the repository, so that every machine uploads the same, got "/srv/site"; give the path from the repository\'s top',
      make: () => create({ directory: "/srv/site" }),
    },
    {
      argument: "hashedFolder",
      message:
        'hashedFolder must name a folder without slashes around it, got "/assets/"; write it such as assets',
      make: () => create({ hashedFolder: "/assets/" }),
    },
    {
      argument: "hashedMaxAgeSeconds",
      message:
        "hashedMaxAgeSeconds must be a whole number from 0 to 31536000, got 63072000; no cache keeps anything for more than a year",
      make: () => create({ hashedMaxAgeSeconds: 63_072_000 }),
    },
  ]);

  it("include a folder that holds something else than a page", async () => {
    await assert.rejects(
      record(() => create({ directory: "empty" })),
      /got "empty", which has none/,
    );
  });
});
