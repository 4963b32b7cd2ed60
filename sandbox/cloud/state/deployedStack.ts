/** Typed access to the resources of an exported Pulumi state. */
import type { z } from "zod";
import { CloudError, type StackState, type StateResource } from "../types";

/** Marks a serialised secret, asset or archive in Pulumi's state. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** One resource with its properties checked; outputs win over inputs. */
export interface Deployed<Properties> {
  readonly urn: string;
  /** Last part of the URN: the name in the program. */
  readonly logicalName: string;
  /** Name of the component it is a child of, otherwise its own: what people call the service. */
  readonly displayName: string;
  readonly id: string;
  readonly properties: Properties;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Replaces every secret below `value` by its plaintext and leaves out nulls, which mean "not set". */
export function unwrapSecrets(value: unknown, urn: string): unknown {
  if (Array.isArray(value)) return value.map((item) => unwrapSecrets(item, urn));
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    if (typeof value.plaintext !== "string") {
      throw new CloudError(
        `The state holds an encrypted secret in ${urn}, and the sandbox needs its value. ` +
          "Export the state with its secrets in plaintext (pulumi stack export --show-secrets).",
      );
    }
    const plaintext: unknown = JSON.parse(value.plaintext);
    return unwrapSecrets(plaintext, urn);
  }
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, unwrapSecrets(item, urn)]));
}

function propertiesOf(properties: unknown, urn: string): Record<string, unknown> {
  const unwrapped = unwrapSecrets(properties ?? {}, urn);
  return isRecord(unwrapped) ? unwrapped : {};
}

/** What was deployed, by resource type. */
export class DeployedStack {
  readonly #resources: readonly StateResource[];

  constructor(state: StackState) {
    this.#resources = (state.resources ?? []).filter(
      (resource) => resource.custom && resource.delete !== true,
    );
  }

  get size(): number {
    return this.#resources.length;
  }

  /**
   * Every resource of a type token such as `aws:dynamodb/table:Table`.
   * A resource whose properties do not fit `schema` is a CloudError that names it.
   */
  ofType<Schema extends z.ZodType>(type: string, schema: Schema): Deployed<z.infer<Schema>>[] {
    return this.#resources
      .filter((resource) => resource.type === type)
      .map((resource) => this.#parse(resource, schema));
  }

  #parse<Schema extends z.ZodType>(
    resource: StateResource,
    schema: Schema,
  ): Deployed<z.infer<Schema>> {
    // Unwrapped first: a null output must not hide the input it stands for.
    const parsed = schema.safeParse({
      ...propertiesOf(resource.inputs, resource.urn),
      ...propertiesOf(resource.outputs, resource.urn),
    });
    if (!parsed.success) {
      const faults = parsed.error.issues
        .map((issue) => `${issue.path.join(".") || "(resource)"}: ${issue.message}`)
        .join("; ");
      throw new CloudError(
        `The sandbox cannot read ${resource.urn} from the state: ${faults}. ` +
          "Deploy the stack again; if it stays, the resource uses a form the sandbox does not run.",
      );
    }
    const logicalName = nameIn(resource.urn);
    return {
      urn: resource.urn,
      logicalName,
      displayName: componentName(resource.parent) ?? logicalName,
      id: resource.id ?? "",
      properties: parsed.data,
    };
  }
}

function nameIn(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function componentName(parent: string | undefined): string | undefined {
  if (parent === undefined || parent.includes("::pulumi:pulumi:Stack::")) return undefined;
  return nameIn(parent);
}
