/** An issuer of tokens on this machine: a key pair, and a server of the key set that can fail. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How the server of the keys behaves. */
export type KeyServerMood = "well" | "broken" | "hanging" | "nonsense";

export interface LocalIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly clientId: string;
  /** @default "well" */
  mood: KeyServerMood;
  /** How often the keys were fetched. */
  fetches: number;
  /** A token like Cognito's access tokens, with these claims changed; undefined takes one away. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** The same, signed with a key that is not in the set under the id of one that is. */
  forgedToken(): Promise<string>;
  /** Signs with a new key from now on, which joins the set. */
  rotate(): Promise<void>;
  stop(): Promise<void>;
}

/** Time at which the tokens are issued, in seconds; they are valid for a quarter of an hour. */
export const issuedAt = 1_800_000_000;

async function newPair() {
  const jose = await import("jose");
  return jose.generateKeyPair("RS256");
}

/** Made once for all issuers: a pair takes a tenth of a second. */
let firstPair: ReturnType<typeof newPair> | undefined;

export async function startIssuer(): Promise<LocalIssuer> {
  const jose = await import("jose");
  const issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Test";
  const clientId = "4vtd0ap3mjm1vsg6t6v1hc1f2p";
  let key = { kid: "first", ...(await (firstPair ??= newPair())) };
  const published = [{ ...(await jose.exportJWK(key.publicKey)), kid: key.kid, alg: "RS256" }];

  const server = createServer((_request, response) => {
    local.fetches += 1;
    if (local.mood === "hanging") return;
    response.statusCode = local.mood === "broken" ? 500 : 200;
    response.end(local.mood === "nonsense" ? "<html>" : JSON.stringify({ keys: published }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const sign = (privateKey: typeof key.privateKey, changes: Readonly<Record<string, unknown>>) => {
    const claims = {
      ...{ sub: "ann", iss: issuer, client_id: clientId, token_use: "access", scope: "openid" },
      ...{ iat: issuedAt, exp: issuedAt + 900 },
      ...changes,
    };
    return new jose.SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: key.kid })
      .sign(privateKey);
  };
  const local: LocalIssuer = {
    issuer,
    clientId,
    jwksUri: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    mood: "well",
    fetches: 0,
    token: (changes = {}) => sign(key.privateKey, changes),
    forgedToken: async () => sign((await newPair()).privateKey, {}),
    rotate: async () => {
      key = { kid: "second", ...(await newPair()) };
      published.push({ ...(await jose.exportJWK(key.publicKey)), kid: key.kid, alg: "RS256" });
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return local;
}
