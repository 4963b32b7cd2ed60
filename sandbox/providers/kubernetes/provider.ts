/**
 * Stands in for pulumi-kubernetes: an API server that accepts, names and completes objects, and whose
 * controllers are done at once. Custom resources have no schema; any field of theirs is taken.
 */
import { createHash } from "node:crypto";
import { changesBetween } from "../diff";
import { Randomness } from "../fill/randomness";
import type { Failure } from "../naming";
import type { DiffResult, ResourceIdentity, ResourceLogic, ResourceState } from "../resources";
import { PackageSchema } from "../schema/schema";
import type { ResourceSchema } from "../schema/schema";
import { isObject, isSecret, plain, plainProperties, secret, textOf, UNKNOWN } from "../wire";
import type { Properties } from "../wire";
import { filledSpec, statusOf } from "./defaults";
import { objectFaults, unknownFields } from "./faults";
import { replaces } from "./immutable";
import { isAutonamed, named } from "./naming";
import { idOf, isRelease, metadataOf, typeOf } from "./objects";

export const npmPackage = "@pulumi/kubernetes";

/** What only the API server knows of a new object. */
const SERVER_SIDE = ["creationTimestamp", "generation", "resourceVersion", "uid"] as const;

export class KubernetesProvider implements ResourceLogic {
  private readonly schema = new PackageSchema(npmPackage);

  /** The sandbox has one cluster, whatever the kubeconfig says. */
  configure(): void {
    return undefined;
  }

  check(
    resource: ResourceIdentity,
    olds: Properties,
    news: Properties,
    seed: string,
  ): { inputs: Properties; failures: Failure[] } {
    const inputs = named(resource, olds, news, seed);
    const opened = plainProperties(inputs);
    const faults = isRelease(resource) ? [] : objectFaults(resource, opened);
    return { inputs, failures: [...this.fieldFaults(resource, opened), ...faults] };
  }

  diff(
    resource: ResourceIdentity,
    state: { readonly inputs: Properties; readonly outputs: Properties },
    news: Properties,
  ): DiffResult {
    const changes = changesBetween(state.inputs, news).map((change) => ({
      ...change,
      replaces: replaces(resource, change.path),
      isInput: true,
    }));
    const sameName = idOf(resource, state.inputs) === idOf(resource, news);
    return { changes, deleteBeforeReplace: sameName && !isAutonamed(news) };
  }

  create(resource: ResourceIdentity, inputs: Properties, preview: boolean): ResourceState {
    if (preview) return { id: "", outputs: foreseen(resource, inputs, {}) };
    const created = { creationTimestamp: new Date().toISOString(), generation: 1 };
    return { id: idOf(resource, inputs), outputs: completed(resource, inputs, created) };
  }

  update(
    resource: ResourceIdentity,
    state: ResourceState & { readonly inputs: Properties },
    news: Properties,
    preview: boolean,
  ): ResourceState {
    const known = metadataOf(state.outputs);
    if (preview) return { id: state.id, outputs: foreseen(resource, news, known) };
    const generation = Number(known.generation ?? 0) + 1;
    return { id: state.id, outputs: completed(resource, news, { ...known, generation }) };
  }

  read(resource: ResourceIdentity, state: ResourceState & { inputs: Properties }): ResourceState {
    const known = Object.keys(state.outputs).length > 0;
    return { id: state.id, outputs: known ? state.outputs : completed(resource, state.inputs, {}) };
  }

  invoke(token: string): Promise<Properties> {
    const reason = `the sandbox has no stand-in for the function ${token}; add one to sandbox/providers/kubernetes/provider.ts`;
    return Promise.reject(new Error(reason));
  }

  /** Fields that the type does not have; none of a custom resource, whose type nobody declares here. */
  private fieldFaults(resource: ResourceIdentity, inputs: Properties): Failure[] {
    const schema = this.schemaOf(resource);
    if (schema === undefined) return [];
    return Object.entries(inputs)
      .filter(([name]) => !name.startsWith("__"))
      .flatMap(([name, value]) => {
        const input = schema.inputs.get(name);
        return input === undefined
          ? [{ property: name, reason: `unknown field "${name}" of ${resource.token}` }]
          : unknownFields(this.schema, value, input.shape, name);
      });
  }

  private schemaOf({ token }: ResourceIdentity): ResourceSchema | undefined {
    const { apiVersion, kind } = typeOf(token);
    const [group = "", version] = apiVersion.split("/");
    // The SDK's folders are named after the first part of Kubernetes' own groups; groups of others are not in it.
    const own = !group.includes(".") || group.endsWith(".k8s.io") || group === "helm.sh";
    const folder = group.split(".")[0] ?? group;
    return own
      ? this.schema.resource(`kubernetes:${folder}/${version ?? "v1"}:${kind}`)
      : undefined;
  }
}

/** Outputs as far as they are known before the API server has seen the object. */
function foreseen(resource: ResourceIdentity, inputs: Properties, known: Properties): Properties {
  if (isRelease(resource)) return { ...inputs, status: UNKNOWN, resourceNames: UNKNOWN };
  const kept = Object.fromEntries(SERVER_SIDE.map((name) => [name, known[name] ?? UNKNOWN]));
  const given = isObject(inputs.metadata) ? inputs.metadata : {};
  const metadata = { ...kept, ...given, resourceVersion: UNKNOWN };
  const outputs: Properties = { ...inputs, metadata };
  return statusOf(resource, {}) === undefined ? outputs : { ...outputs, status: UNKNOWN };
}

/** An object as the API server answers it. */
function completed(resource: ResourceIdentity, inputs: Properties, known: Properties): Properties {
  const fingerprint = createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
  if (isRelease(resource)) return { ...inputs, status: releaseStatus(inputs), resourceNames: {} };
  const random = new Randomness(`${resource.urn}|${textOf(known.creationTimestamp)}`);
  const given = isObject(inputs.metadata) ? inputs.metadata : {};
  const metadata: Properties = {
    uid: random.uuid("uid"),
    ...Object.fromEntries(Object.entries(known).filter(([name]) => isServerSide(name))),
    ...given,
    resourceVersion: String(parseInt(fingerprint.slice(0, 7), 16)),
  };
  if (inputs.spec === undefined) return withStatus(resource, { ...inputs, metadata }, {});
  // A specification made by one function over a secret is secret as a whole, and stays so.
  const hidden = isSecret(inputs.spec);
  const asked = hidden ? plain(inputs.spec) : inputs.spec;
  if (!isObject(asked)) return { ...inputs, metadata };
  const spec = filledSpec(resource, asked, random);
  return withStatus(resource, { ...inputs, metadata, spec: hidden ? secret(spec) : spec }, spec);
}

function isServerSide(name: string): boolean {
  return SERVER_SIDE.some((known) => known === name);
}

function withStatus(resource: ResourceIdentity, object: Properties, spec: Properties): Properties {
  const status = statusOf(resource, spec);
  return status === undefined ? object : { ...object, status };
}

function releaseStatus({ name, namespace, chart, version }: Properties): Properties {
  return {
    name: name ?? "",
    namespace: namespace ?? "",
    chart: chart ?? "",
    version: version ?? "",
    revision: 1,
    status: "deployed",
  };
}
