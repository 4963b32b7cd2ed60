/**
 * The flat program: the very resources of the real one, with the same types, names, inputs and dependencies, and
 * nothing else. No components, no definitions, no functions; what is left is what Pulumi itself takes.
 */
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { Registration } from "../../tests/helpers/recordingMocks";

const archiveKey = "archive of";
const assetKey = "asset of";

/** One resource of the real program, as JSON keeps it. */
export interface FlatResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs that come from outputs of others, by their URNs. */
  readonly from: Readonly<Record<string, readonly string[]>>;
}

/** What a recorded program registered, without its components. */
export async function flatten(registrations: readonly Registration[]): Promise<FlatResource[]> {
  const kept = registrations.filter(({ type }) => !type.startsWith("microservices:"));
  const urns = new Set(kept.map(({ urn }) => urn));
  return Promise.all(
    kept.map(async ({ type, name, urn, inputs, propertyDependencies }) => ({
      ...{ type, name, urn, inputs: await plainInputs(inputs) },
      from: Object.fromEntries(
        Object.entries(propertyDependencies)
          .map(([key, sources]) => [key, sources.filter((one) => urns.has(one) && one !== urn)])
          .filter(([, sources]) => (sources ?? []).length > 0),
      ) as Record<string, string[]>,
    })),
  );
}

/** Files by their paths, since JSON knows no assets. */
async function plainInputs(inputs: Registration["inputs"]): Promise<Record<string, unknown>> {
  const plain = Object.entries(inputs).map(async ([key, value]) => {
    if (pulumi.asset.FileArchive.isInstance(value) && "path" in value) {
      return [key, { [archiveKey]: await value.path }];
    }
    if (pulumi.asset.FileAsset.isInstance(value) && "path" in value) {
      return [key, { [assetKey]: await value.path }];
    }
    return [key, value];
  });
  return Object.fromEntries(await Promise.all(plain)) as Record<string, unknown>;
}

type ResourceClass = new (
  name: string,
  args: pulumi.Inputs,
  opts?: pulumi.CustomResourceOptions,
) => pulumi.Resource;

const load = createRequire(__filename);
const classes = new Map<string, ResourceClass>();

/** The SDK's class of a type, which knows the type's outputs: `aws:iam/role:Role` is in `@pulumi/aws/iam/role`. */
function classOf(type: string): ResourceClass {
  const known = classes.get(type);
  if (known !== undefined) return known;
  const [space = "", module = "", name = ""] = type.split(":");
  const [file, className] =
    space === "pulumi" ? [`@pulumi/${name}`, "Provider"] : [moduleOf(space, module, name), name];
  const found = exportsOf(file, space)[className] ?? withoutClass(type);
  classes.set(type, found);
  return found;
}

/** Kinds that a cluster's own extensions define are in no module of the Kubernetes SDK. */
function exportsOf(
  file: string,
  space: string,
): Readonly<Record<string, ResourceClass | undefined>> {
  try {
    return load(file) as Record<string, ResourceClass>;
  } catch (error) {
    if (space === "kubernetes") return {};
    throw error;
  }
}

function withoutClass(type: string): ResourceClass {
  return class extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
      super(type, name, args, opts);
    }
  };
}

function moduleOf(space: string, module: string, name: string): string {
  if (space === "kubernetes") return `@pulumi/kubernetes/${module}`;
  if (space === "awsx") return `@pulumi/awsx/${module}/${name.toLowerCase()}`;
  return `@pulumi/${space}/${module.replace(/^index\//, "")}`;
}

/** Declares the resources in their order, which has those first that others need. */
export function flatProgram(resources: readonly FlatResource[]): Record<string, never> {
  const made = new Map<string, pulumi.Resource>();
  for (const { type, name, urn, inputs, from } of resources) {
    const linked = Object.entries(inputs).map(([key, value]) => [
      key,
      from[key] === undefined ? revived(value) : after(from[key], value, made),
    ]);
    const args = Object.fromEntries(linked) as pulumi.Inputs;
    made.set(urn, new (classOf(type))(name, args));
  }
  return {};
}

/** The value as an output of the resources that it comes from. */
function after(
  sources: readonly string[],
  value: unknown,
  made: ReadonlyMap<string, pulumi.Resource>,
): pulumi.Output<unknown> {
  const urns = sources.flatMap((source) => made.get(source)?.urn ?? []);
  return pulumi.all(urns).apply(() => value);
}

/** The files that `plainInputs` named. */
function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (archiveKey in value) return new pulumi.asset.FileArchive(String(value[archiveKey]));
  if (assetKey in value) return new pulumi.asset.FileAsset(String(value[assetKey]));
  return value;
}

/** Paths of the archives among a resource's inputs. */
export function archivesOf({ inputs }: FlatResource): string[] {
  return Object.values(inputs).flatMap((value) =>
    typeof value === "object" && value !== null && archiveKey in value
      ? [String(value[archiveKey])]
      : [],
  );
}
