/** Brings the emulator's S3 to what the state declares; objects that services wrote stay. */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { failedWith } from "../clients";
import type { AssetReader } from "../state/assets";
import type { Bucket, BucketObject } from "./buckets";

/** Remembers which keys came from the state, so that only those are removed with it. */
const LEDGER_BUCKET = "sandbox-object-ledger";
const UPLOADS_AT_ONCE = 8;

async function ensureBucket(client: S3Client, name: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!failedWith(error, "BucketAlreadyOwnedByYou", "BucketAlreadyExists")) throw error;
  }
}

async function readLedger(client: S3Client, bucket: string): Promise<string[]> {
  try {
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: LEDGER_BUCKET, Key: bucket }),
    );
    const json: unknown = JSON.parse((await Body?.transformToString()) ?? "[]");
    return z.array(z.string()).parse(json);
  } catch (error) {
    if (failedWith(error, "NoSuchKey")) return [];
    throw error;
  }
}

async function upload(client: S3Client, object: BucketObject, assets: AssetReader): Promise<void> {
  const { source, content, contentBase64 } = object;
  const body =
    source === undefined
      ? Buffer.from(content ?? contentBase64 ?? "", content === undefined ? "base64" : "utf8")
      : await assets.asset(source, object.urn);
  await client.send(
    new PutObjectCommand({
      Bucket: object.bucket,
      Key: object.key,
      Body: body,
      ContentType: object.contentType,
      ContentEncoding: object.contentEncoding,
      ContentLanguage: object.contentLanguage,
      ContentDisposition: object.contentDisposition,
      CacheControl: object.cacheControl,
      Metadata: object.metadata,
    }),
  );
}

async function eachAtOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: UPLOADS_AT_ONCE }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}

/**
 * Creates missing buckets and writes every declared object, as a few milliseconds each cost less than
 * finding out which changed. Declared objects that left the state are deleted.
 */
export async function applyBuckets(
  client: S3Client,
  buckets: readonly Bucket[],
  objects: readonly BucketObject[],
  assets: AssetReader,
): Promise<void> {
  await ensureBucket(client, LEDGER_BUCKET);
  for (const { name } of buckets) {
    await ensureBucket(client, name);
    const keys = objects.filter(({ bucket }) => bucket === name).map(({ key }) => key);
    const before = await readLedger(client, name);
    for (const key of before.filter((key) => !keys.includes(key))) {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    }
    await client.send(
      new PutObjectCommand({ Bucket: LEDGER_BUCKET, Key: name, Body: JSON.stringify(keys) }),
    );
  }
  await eachAtOnce(objects, (object) => upload(client, object, assets));
}
