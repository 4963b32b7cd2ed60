import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket";
import type { LogBucket } from "../data/logBucket";
import { ArgumentError } from "../internal/errors";
import type { PolicyStatement } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import { fromRepository } from "../internal/repository";
import { listSiteFiles, type SiteCaching, type SiteFile } from "../internal/siteFiles";

export interface StaticSiteArgs extends SiteCaching {
  /** Folder with the built page, relative to the repository; must hold `index.html`. */
  readonly directory: string;
  readonly accountId: pulumi.Input<string>;
  readonly accessLogs: LogBucket;
  /** Days after which a replaced or deleted file is gone for good. @default 30 */
  readonly noncurrentRetentionDays?: number;
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/** Page that answers every path of the single-page application. */
const indexDocument = "index.html";

/**
 * The built web page in a private bucket that only this account's CloudFront distributions can read,
 * through origin access control. Files with a hash in their name are cached for a year, pages never.
 */
export class StaticSite extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  /** Page that answers every path of the single-page application. */
  readonly indexDocument = indexDocument;

  constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:StaticSite", name, {}, opts);
    const [fault] = siteFaults(args);
    if (fault !== undefined) throw new ArgumentError("StaticSite", name, fault);

    const bucket = new Bucket(
      `${name}-pages`,
      {
        accessLogs: args.accessLogs,
        noncurrentRetentionDays: args.noncurrentRetentionDays ?? 30,
        protect: args.protect ?? false,
        statements: (arn) => readStatements(arn, args.accountId),
      },
      { parent: this },
    );
    const upload = (file: SiteFile, dependsOn: pulumi.Resource[]) =>
      new s3.BucketObjectv2(
        `${name}-${file.key}`,
        {
          bucket: bucket.bucketName,
          key: file.key,
          source: new pulumi.asset.FileAsset(file.path),
          contentType: file.contentType,
          cacheControl: file.cacheControl,
        },
        { parent: this, dependsOn },
      );
    const files = listSiteFiles(fromRepository(args.directory), args);
    const isPage = (file: SiteFile) => file.key.endsWith(".html");
    const assets = files.filter((file) => !isPage(file)).map((file) => upload(file, []));
    // A page names its assets, so it comes after them: nobody is sent to a file that is not there yet.
    for (const page of files.filter(isPage)) upload(page, assets);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.arn;
    this.regionalDomainName = bucket.regionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      regionalDomainName: this.regionalDomainName,
      indexDocument: this.indexDocument,
    });
  }
}

/** Longest time that HTTP's rules let a cache keep something: a year. */
const longestAgeSeconds = 31_536_000;

function siteFaults(args: StaticSiteArgs): string[] {
  const { directory, hashedFolder, hashedMaxAgeSeconds, otherMaxAgeSeconds } = args;
  if (isAbsolute(directory)) {
    return [
      `directory must be relative to the repository, so that every machine uploads the same, got "${directory}"; give the path from the repository's top`,
    ];
  }
  if (!existsSync(fromRepository(`${directory}/${indexDocument}`))) {
    return [
      `directory must hold a built page with ${indexDocument}, got "${directory}", which has none; run \`npm run build:web\` first`,
    ];
  }
  const ages = { hashedMaxAgeSeconds, otherMaxAgeSeconds };
  return [
    ...(hashedFolder === undefined || /^[^/].*[^/]$|^[^/]$/.test(hashedFolder)
      ? []
      : [
          `hashedFolder must name a folder without slashes around it, got "${hashedFolder}"; write it such as assets`,
        ]),
    ...Object.entries(ages).flatMap(([argument, seconds]) =>
      seconds === undefined
        ? []
        : rangeFaults(argument, seconds, 0, longestAgeSeconds).map(
            (fault) => `${fault}; no cache keeps anything for more than a year`,
          ),
    ),
  ];
}

/**
 * Lets CloudFront read. The account's distributions and not one of them, since a distribution needs
 * the bucket to exist first. Without `ListBucket` S3 answers a missing object with 403 and not 404:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function readStatements(
  bucketArn: pulumi.Output<string>,
  accountId: pulumi.Input<string>,
): readonly PolicyStatement[] {
  const shared = {
    principals: { Service: "cloudfront.amazonaws.com" },
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: {
        "aws:SourceArn": pulumi.interpolate`arn:aws:cloudfront::${accountId}:distribution/*`,
      },
    },
  };
  return [
    {
      ...shared,
      sid: "CloudFrontReads",
      actions: ["s3:GetObject"],
      resources: [pulumi.interpolate`${bucketArn}/*`],
    },
    {
      ...shared,
      sid: "CloudFrontTellsMissing",
      actions: ["s3:ListBucket"],
      resources: [bucketArn],
    },
  ];
}
