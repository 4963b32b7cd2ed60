/** Signs tokens as the SDKs do, with nothing of the sandbox's own code. */
import { createHash, createHmac } from "node:crypto";
import type { TokenTarget } from "../../../../sandbox/cloud/servers/iamToken";

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function presignedToken(
  { accessKeyId, secretAccessKey, sessionToken }: SigningCredentials,
  { service, region, host, parameters }: TokenTarget,
  signedAt = new Date(),
  lifeSeconds = 900,
): string {
  const date = signedAt.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = [date.slice(0, 8), region, service, "aws4_request"];
  const all = {
    ...parameters,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": [accessKeyId, ...scope].join("/"),
    "X-Amz-Date": date,
    "X-Amz-Expires": String(lifeSeconds),
    "X-Amz-SignedHeaders": "host",
    ...(sessionToken === undefined || sessionToken === ""
      ? {}
      : { "X-Amz-Security-Token": sessionToken }),
  };
  const query = Object.entries(all)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const canonical = ["GET", "/", query, `host:${host}\n`, "host", hash("")].join("\n");
  const text = ["AWS4-HMAC-SHA256", date, scope.join("/"), hash(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return `${host}/?${query}&X-Amz-Signature=${hmac(key, text).toString("hex")}`;
}
