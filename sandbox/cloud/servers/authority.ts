/**
 * The certificate authority of one sandbox. Databases and caches show certificates of it, as those of AWS
 * show certificates of Amazon's; processes of the stack trust it by NODE_EXTRA_CA_CERTS.
 */
// First of all: the library below needs it when it is loaded.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type SecureContext, createSecureContext } from "node:tls";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
/** Made anew at every start, and nobody runs a sandbox for so long. */
const SERVER_DAYS = 365;
/** An authority that expires before a server's certificate would is replaced. */
const RENEW_BEFORE_MS = SERVER_DAYS * DAY_MS;

/** Names that the gates answer under. */
const NAMES = [
  { type: "dns", value: "localhost" },
  { type: "ip", value: "127.0.0.1" },
] as const;

export interface Authority {
  /** Its certificate, for NODE_EXTRA_CA_CERTS. */
  readonly certificateFile: string;
  /** Certificate and key of this start's servers. */
  readonly serverContext: SecureContext;
}

interface Signer {
  readonly certificate: X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

function validity(days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

function serialNumber(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(15))).toString("hex")}`;
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

async function createAuthority(directory: string): Promise<Signer> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: "CN=Databases and caches of a sandbox",
    ...validity(AUTHORITY_DAYS),
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  await mkdir(directory, { recursive: true });
  const { keyFile, certificateFile } = filesIn(directory);
  await writeFile(keyFile, await keyPem(keys.privateKey), { mode: 0o600 });
  await chmod(keyFile, 0o600);
  // The certificate appears last: with it, the authority is complete.
  await writeFile(`${certificateFile}.new`, certificate.toString("pem"));
  await rename(`${certificateFile}.new`, certificateFile);
  return { certificate, key: keys.privateKey };
}

function filesIn(directory: string): {
  readonly keyFile: string;
  readonly certificateFile: string;
} {
  return {
    keyFile: path.join(directory, "authority.key"),
    certificateFile: path.join(directory, "authority.pem"),
  };
}

/** The kept authority; undefined when there is none, or none that can be used for long. */
async function keptAuthority(directory: string): Promise<Signer | undefined> {
  const { keyFile, certificateFile } = filesIn(directory);
  try {
    const certificate = new X509Certificate(await readFile(certificateFile, "utf8"));
    if (certificate.notAfter.getTime() - Date.now() < RENEW_BEFORE_MS) return undefined;
    const der = PemConverter.decodeFirst(await readFile(keyFile, "utf8"));
    const key = await webcrypto.subtle.importKey("pkcs8", der, ALGORITHM, false, ["sign"]);
    return { certificate, key };
  } catch {
    return undefined;
  }
}

async function issueServerContext({ certificate: issuer, key }: Signer): Promise<SecureContext> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: "CN=localhost",
    issuer: issuer.subject,
    ...validity(SERVER_DAYS - 1),
    signingAlgorithm: SIGNING,
    publicKey: keys.publicKey,
    signingKey: key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([...NAMES]),
    ],
  });
  return createSecureContext({
    key: await keyPem(keys.privateKey),
    cert: certificate.toString("pem"),
    minVersion: "TLSv1.2",
  });
}

/** The authority kept in `directory`, made when there is none. */
export async function openAuthority(directory: string): Promise<Authority> {
  const signer = (await keptAuthority(directory)) ?? (await createAuthority(directory));
  return {
    certificateFile: filesIn(directory).certificateFile,
    serverContext: await issueServerContext(signer),
  };
}
