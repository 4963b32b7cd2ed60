/**
 * Stands for Cognito's token endpoint: a key pair that is made once and kept with the stack's data, so
 * that tokens survive a restart, and the list of those in whose name it signs.
 */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type TokenIssuer, issuerSchema } from "./issuers";

const keySchema = z.object({
  kty: z.literal("RSA"),
  kid: z.string(),
  alg: z.literal("RS256"),
  use: z.literal("sig"),
  n: z.string(),
  e: z.string(),
});
const privateKeySchema = keySchema.extend({
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});
const deskSchema = z.object({ key: privateKeySchema, issuers: z.array(issuerSchema) });

/** A public key as a key set publishes it. */
export type PublicKey = z.infer<typeof keySchema>;
export type TokenDesk = z.infer<typeof deskSchema>;

function fileIn(dataDirectory: string): string {
  return path.join(dataDirectory, "tokens.json");
}

async function newKey(): Promise<TokenDesk["key"]> {
  const jose = await import("jose");
  const { privateKey } = await jose.generateKeyPair("RS256", { extractable: true });
  const jwk = await jose.exportJWK(privateKey);
  const kid = await jose.calculateJwkThumbprint(jwk);
  return privateKeySchema.parse({ ...jwk, kid, alg: "RS256", use: "sig" });
}

/** The desk of a stack's data; undefined before its first start with a user pool, or when it is damaged. */
export function readTokenDesk(dataDirectory: string): TokenDesk | undefined {
  try {
    const text = readFileSync(fileIn(dataDirectory), "utf8");
    return deskSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Opens the desk for these issuers, with the key that it has, or a new one. */
export async function openTokenDesk(
  dataDirectory: string,
  issuers: readonly TokenIssuer[],
): Promise<TokenDesk> {
  const key = readTokenDesk(dataDirectory)?.key ?? (await newKey());
  const desk: TokenDesk = { key, issuers: [...issuers] };
  const file = fileIn(dataDirectory);
  writeFileSync(file, `${JSON.stringify(desk, undefined, 2)}\n`, { mode: 0o600 });
  // The mode above holds for a new file only.
  chmodSync(file, 0o600);
  return desk;
}

/** The half of the key that everybody may have. */
export function publicKeyOf({ key }: TokenDesk): PublicKey {
  const { kty, kid, alg, use, n, e } = key;
  return { kty, kid, alg, use, n, e };
}
