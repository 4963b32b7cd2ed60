/** Recognises credentials among variables, of an environment or in a script, by name and by the shape of the value. */
import type { Property } from "../framework/property";

const SECRET_WORDS: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "passphrase",
  "pwd",
  "secret",
  "token",
  "apikey",
  "credential",
  "credentials",
]);

/** Two words that make a secret together. */
const SECRET_PAIRS: ReadonlySet<string> = new Set([
  "api key",
  "access key",
  "private key",
  "signing key",
  "encryption key",
]);

/** Last words of names that point at a secret or describe it, and do not hold it. */
const HARMLESS_ENDINGS: ReadonlySet<string> = new Set(
  (
    "arn id name url uri path file parameter ref reference table bucket queue topic stream ttl " +
    "seconds minutes hours days age expiry length header issuer audience endpoint host type " +
    "enabled region version algorithm prefix provider store field cookie"
  ).split(" "),
);

const CREDENTIAL_VALUES = [
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\b[rs]k_live_[A-Za-z0-9]{10,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/\s:@]{0,200}:[^/\s@]{1,200}@/i,
] as const;

/** Values that refer to a secret kept elsewhere. */
const REFERENCE = /^(arn:aws[a-z-]*:|\{\{resolve:|\/[\w./-]+$)/;
const NOT_A_SECRET = /^(true|false|\d{1,6})$/i;

/** `NAME=value` in a script; the value is bare or in quotes. */
const ASSIGNMENT =
  /(?<!\w)([A-Za-z_]\w{0,127})=(?:"([^"\n]{0,4096})"|'([^'\n]{0,4096})'|([^\s;&|<>"'`]{1,4096}))/g;

/** What a shell puts in while the script runs: `$NAME`, `${NAME}`, `$(command)`. */
const EXPANSION = /\$[A-Za-z_{(]|`/;

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** True for a name such as `DB_PASSWORD`, and not for `DB_PASSWORD_ARN`. */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || HARMLESS_ENDINGS.has(last)) return false;
  return (
    words.some((word) => SECRET_WORDS.has(word)) ||
    words.some((word, index) => SECRET_PAIRS.has(`${words[index - 1] ?? ""} ${word}`))
  );
}

/** True for a value that has the form of a credential, whatever its name. */
export function looksLikeCredential(value: string): boolean {
  return CREDENTIAL_VALUES.some((pattern) => pattern.test(value));
}

/**
 * Why a variable is taken for a secret in plain text; undefined when it is not, or when its value
 * is unknown. Never contains the value.
 */
export function plainSecret(name: string, value: Property): string | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  if (looksLikeCredential(text)) return "holds a value in the form of a credential";
  return isPlainSecret(name, text) ? "holds a plain value under the name of a secret" : undefined;
}

function isPlainSecret(name: string, value: string): boolean {
  return namesSecret(name) && !REFERENCE.test(value) && !NOT_A_SECRET.test(value);
}

/** Names of secrets to which the script assigns a value of its own, such as `DB_PASSWORD` in `DB_PASSWORD=hunter2`. */
export function secretsAssignedIn(script: string): readonly string[] {
  const assigned = [...script.matchAll(ASSIGNMENT)].filter(
    ([, name = "", quoted, literal, bare]) => {
      const expanded = quoted ?? bare ?? "";
      const value = literal ?? expanded;
      return value !== "" && !EXPANSION.test(expanded) && isPlainSecret(name, value);
    },
  );
  return [...new Set(assigned.map(([, name = ""]) => name))];
}

/** A variable's name as it may be printed. */
export function variableLabel(name: string, place: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/.test(name) ? `variable "${name}"` : place;
}
