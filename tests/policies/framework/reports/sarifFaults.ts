/** What the SARIF 2.1.0 standard has against a log, by its own schema. */
import { readFileSync } from "node:fs";
import type { ErrorObject } from "ajv";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

// A pattern of the schema has a bracket too many, which only the older syntax takes.
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const file = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const validate = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);

export function sarifFaults(text: string): readonly ErrorObject[] {
  validate(JSON.parse(text));
  return validate.errors ?? [];
}
