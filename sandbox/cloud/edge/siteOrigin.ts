/** S3 as an origin of CloudFront, through the emulator's S3. */
import { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import {
  type EdgeRequest,
  type EdgeResponse,
  type Headers,
  firstHeader,
  textResponse,
} from "../http/exchange";

export interface SiteOriginOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Prefix of every key, such as `/site`; empty for none. */
  readonly originPath: string;
  /** Why the bucket's policy refuses CloudFront; undefined when it lets it read. */
  readonly refused?: string;
  /** Whether CloudFront may list, in which case a missing object is 404 and not 403. */
  readonly mayList: boolean;
  readonly warn: (message: string) => void;
}

const failureSchema = z.object({
  $metadata: z.object({ httpStatusCode: z.number().optional() }),
  $response: z.object({ headers: z.record(z.string(), z.string()).default({}) }).optional(),
});

function errorDocument(status: number, code: string, message: string): EdgeResponse {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return textResponse(status, "application/xml", xml);
}

function keyOf(originPath: string, uri: string): string | undefined {
  try {
    return decodeURIComponent(`${originPath}${uri}`).replace(/^\//, "");
  } catch {
    return undefined;
  }
}

interface ObjectOutput {
  readonly ContentType?: string;
  readonly ContentLength?: number;
  readonly CacheControl?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentDisposition?: string;
  readonly ContentRange?: string;
  readonly ETag?: string;
  readonly LastModified?: Date;
  readonly Metadata?: Record<string, string>;
}

function objectHeaders(output: ObjectOutput): Headers {
  const entries: [string, string | undefined][] = [
    ["content-type", output.ContentType],
    ["content-length", output.ContentLength?.toString()],
    ["cache-control", output.CacheControl],
    ["content-encoding", output.ContentEncoding],
    ["content-language", output.ContentLanguage],
    ["content-disposition", output.ContentDisposition],
    ["content-range", output.ContentRange],
    ["etag", output.ETag],
    ["last-modified", output.LastModified?.toUTCString()],
    ["accept-ranges", "bytes"],
    ["server", "AmazonS3"],
    ...Object.entries(output.Metadata ?? {}).map(([name, value]): [string, string] => [
      `x-amz-meta-${name}`,
      value,
    ]),
  ];
  return new Map(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]]])),
  );
}

export class SiteOrigin {
  readonly #options: SiteOriginOptions;

  constructor(options: SiteOriginOptions) {
    this.#options = options;
  }

  async handle(request: EdgeRequest): Promise<EdgeResponse> {
    const { bucket, originPath, refused, mayList, warn } = this.#options;
    if (refused !== undefined) {
      warn(refused);
      return errorDocument(403, "AccessDenied", "Access Denied");
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return errorDocument(405, "MethodNotAllowed", "The method is not allowed on this resource.");
    }
    const key = keyOf(originPath, request.uri);
    if (key === undefined || key === "") return this.#missing(mayList);
    try {
      return await this.#read(request, bucket, key);
    } catch (error) {
      const failure = failureSchema.safeParse(error);
      const status = failure.data?.$metadata.httpStatusCode;
      if (status === 304) return { status, headers: new Map(notModified(failure.data, request)) };
      if (status === 404) return this.#missing(mayList);
      if (status === 412) return errorDocument(412, "PreconditionFailed", "Precondition failed");
      if (status === 416) return errorDocument(416, "InvalidRange", "Range not satisfiable");
      warn(`bucket ${bucket}: ${error instanceof Error ? error.message : String(error)}`);
      return errorDocument(502, "BadGateway", "The bucket could not be read.");
    }
  }

  #missing(mayList: boolean): EdgeResponse {
    return mayList
      ? errorDocument(404, "NoSuchKey", "The specified key does not exist.")
      : errorDocument(403, "AccessDenied", "Access Denied");
  }

  async #read(request: EdgeRequest, bucket: string, key: string): Promise<EdgeResponse> {
    const { client } = this.#options;
    const since = Date.parse(firstHeader(request.headers, "if-modified-since") ?? "");
    const input = {
      Bucket: bucket,
      Key: key,
      IfNoneMatch: firstHeader(request.headers, "if-none-match"),
      IfModifiedSince: Number.isNaN(since) ? undefined : new Date(since),
    };
    if (request.method === "HEAD") {
      return {
        status: 200,
        headers: objectHeaders(await client.send(new HeadObjectCommand(input))),
      };
    }
    const Range = firstHeader(request.headers, "range");
    const output = await client.send(new GetObjectCommand({ ...input, Range }));
    const status = output.$metadata.httpStatusCode ?? 200;
    const { Body } = output;
    return {
      status,
      headers: objectHeaders(output),
      body: Body instanceof Readable ? Body : undefined,
    };
  }
}

/** The validators that a 304 must repeat. */
function notModified(
  failure: z.infer<typeof failureSchema> | undefined,
  request: EdgeRequest,
): [string, string[]][] {
  const etag =
    failure?.$response?.headers.etag ?? firstHeader(request.headers, "if-none-match") ?? "";
  return etag === "" ? [] : [["etag", [etag]]];
}
