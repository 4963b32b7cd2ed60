import { Sha256 } from "@aws-crypto/sha256-js";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentialIdentity, Provider } from "@smithy/types";

export interface CacheTokenOptions {
  /** Name of the cache, which the token is valid for. */
  readonly cacheName: string;
  readonly cacheMode: "nodes" | "serverless";
  /** User to sign in as. */
  readonly user: string;
  readonly region: string;
  /** @default the runtime's own */
  readonly credentials?: Provider<AwsCredentialIdentity>;
}

/** Seconds within which a token opens a connection. ElastiCache takes no longer ones. */
const validSeconds = 900;

/**
 * Makes tokens that a user of IAM signs in to ElastiCache with, in place of a password: a presigned
 * request `connect`, without its scheme. Nothing is sent; a token is made on this machine.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function cacheTokens(options: CacheTokenOptions): () => Promise<string> {
  const { cacheName, cacheMode, user, region, credentials = defaultProvider() } = options;
  const signer = new SignatureV4({ service: "elasticache", region, credentials, sha256: Sha256 });
  return async () => {
    const { hostname, path, query } = await signer.presign(
      {
        method: "GET",
        protocol: "http:",
        hostname: cacheName,
        path: "/",
        headers: { host: cacheName },
        query: {
          Action: "connect",
          User: user,
          ...(cacheMode === "serverless" ? { ResourceType: "ServerlessCache" } : {}),
        },
      },
      { expiresIn: validSeconds },
    );
    return `${hostname}${path}?${queryText(query ?? {})}`;
  };
}

function queryText(query: Readonly<Record<string, string | readonly string[] | null>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
}
