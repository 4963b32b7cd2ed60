import assert from "node:assert/strict";
import { KubernetesProvider } from "../../../../sandbox/providers/kubernetes/provider";
import { identityOf } from "../../../../sandbox/providers/server";
import { secret, textOf, UNKNOWN } from "../../../../sandbox/providers/wire";
import type { Properties } from "../../../../sandbox/providers/wire";

const provider = new KubernetesProvider();
const resource = (type: string, name = "catalog") =>
  identityOf(`urn:pulumi:dev::shop::shop:compute:Service$kubernetes:${type}::${name}`);

const DEPLOYMENT = "apps/v1:Deployment";
const NAMESPACE = "core/v1:Namespace";
const BINDING = "eks.amazonaws.com/v1:TargetGroupBinding";

/** A valid Deployment, with changes to its specification. */
function deployment(spec: Properties = {}, metadata: Properties = {}): Properties {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "catalog", namespace: "shop", ...metadata },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: "catalog" } },
      template: {
        metadata: { labels: { app: "catalog" } },
        spec: { containers: [{ name: "catalog", image: "catalog@sha256:1" }] },
      },
      ...spec,
    },
  };
}

function check(type: string, news: Properties, olds: Properties = {}, seed = "seed") {
  return provider.check(resource(type), olds, news, seed);
}

function faults(type: string, news: Properties): string[] {
  return check(type, news).failures.map(({ property, reason }) => `${property}: ${reason}`);
}

function changes(type: string, olds: Properties, news: Properties) {
  const diff = provider.diff(resource(type), { inputs: olds, outputs: {} }, news);
  const found = diff.changes.map(({ path, replaces }) => [path, replaces ? "replaces" : "updates"]);
  return { changes: Object.fromEntries(found) as object, before: diff.deleteBeforeReplace };
}

describe("naming a stand-in object of Kubernetes", () => {
  it("appends eight digits to the logical name and says so in an annotation", () => {
    const { inputs } = check(DEPLOYMENT, deployment({}, { name: UNKNOWN }));
    assert.equal((inputs.metadata as Properties).name, UNKNOWN, "a name that is to come is a name");
    const { metadata } = check(NAMESPACE, { metadata: { labels: {} } }).inputs;
    const { name, annotations } = metadata as Properties;
    assert.match(textOf(name), /^catalog-[0-9a-f]{8}$/);
    assert.deepEqual(annotations, { "pulumi.com/autonamed": "true" });
  });

  it("keeps a generated name, and leaves a chosen one alone", () => {
    const first = check(NAMESPACE, {}).inputs;
    const again = check(NAMESPACE, {}, first, "another seed").inputs;
    assert.deepEqual(again.metadata, first.metadata);
    const chosen = check(NAMESPACE, { metadata: { name: "shop" } }).inputs;
    assert.deepEqual(chosen.metadata, { name: "shop" });
  });

  it("puts what has no namespace into default, but for what belongs to the cluster", () => {
    const namespaceOf = (type: string) =>
      (check(type, { metadata: { name: "x" } }).inputs.metadata as Properties).namespace;
    assert.equal(namespaceOf("core/v1:ConfigMap"), "default");
    assert.equal(namespaceOf(BINDING), "default");
    assert.equal(namespaceOf(NAMESPACE), undefined);
    assert.equal(namespaceOf("eks.amazonaws.com/v1:NodeClass"), undefined);
  });
});

describe("checking a stand-in object of Kubernetes", () => {
  it("takes a valid one", () => {
    assert.deepEqual(faults(DEPLOYMENT, deployment()), []);
  });

  it("refuses fields that the API does not have, at any depth", () => {
    const template = { spec: { containers: [{ name: "catalog", img: "x" }] } };
    assert.deepEqual(faults(DEPLOYMENT, { ...deployment({ template, replica: 2 }), data: {} }), [
      'spec.template.spec.containers[0].img: unknown field "spec.template.spec.containers[0].img"',
      'spec.replica: unknown field "spec.replica"',
      'data: unknown field "data" of kubernetes:apps/v1:Deployment',
      "spec.selector: selector does not match template labels: the pods of the template lack the label app",
    ]);
  });

  it("takes any field of a custom resource", () => {
    const binding = { metadata: { name: "catalog" }, spec: { targetGroupARN: "arn", any: 1 } };
    assert.deepEqual(faults(BINDING, binding), []);
  });

  it("refuses names and labels that Kubernetes would refuse", () => {
    assert.match(faults(NAMESPACE, { metadata: { name: "Shop_dev" } })[0] ?? "", /lower-case/);
    assert.match(
      faults("core/v1:Service", { metadata: { name: "a".repeat(64) }, spec: {} })[0] ?? "",
      /at most 63/,
    );
    assert.deepEqual(faults(DEPLOYMENT, deployment({}, { name: "a".repeat(64) })), []);
    const labels = { team: "no spaces please" };
    assert.match(faults(DEPLOYMENT, deployment({}, { labels }))[0] ?? "", /no spaces please/);
  });

  it("refuses a Deployment that would not find its own pods", () => {
    const selector = { matchLabels: { app: "carts" } };
    assert.match(faults(DEPLOYMENT, deployment({ selector }))[0] ?? "", /does not match/);
  });
});

describe("creating a stand-in object of Kubernetes", () => {
  it("gives Pulumi's id, the server's metadata and a status", () => {
    const { id, outputs } = provider.create(resource(DEPLOYMENT), deployment(), false);
    assert.equal(id, "shop/catalog");
    const { uid, generation, name } = outputs.metadata as Properties;
    assert.match(textOf(uid), /^[0-9a-f-]{36}$/);
    assert.deepEqual([name, generation], ["catalog", 1]);
    assert.equal((outputs.status as Properties).readyReplicas, 2);
    assert.equal(
      provider.create(resource(NAMESPACE), { metadata: { name: "shop" } }, false).id,
      "shop",
    );
  });

  it("fills in what the API server defaults, and nothing that was given", () => {
    const { outputs } = provider.create(resource(DEPLOYMENT), deployment(), false);
    const { progressDeadlineSeconds, template } = outputs.spec as Properties;
    const { spec } = template as { spec: Properties };
    assert.equal(progressDeadlineSeconds, 600);
    assert.equal(spec.restartPolicy, "Always");
    const [container] = spec.containers as Properties[];
    assert.equal(container?.imagePullPolicy, "IfNotPresent");
    const given = deployment({ progressDeadlineSeconds: 60 });
    const { outputs: own } = provider.create(resource(DEPLOYMENT), given, false);
    assert.equal((own.spec as Properties).progressDeadlineSeconds, 60);
  });

  it("gives a Service an address and keeps secrets secret", () => {
    const service = { metadata: { name: "catalog" }, spec: secret({ ports: [{ port: 80 }] }) };
    const { outputs } = provider.create(resource("core/v1:Service"), service, false);
    const spec = (outputs.spec as Properties).value as Properties;
    assert.deepEqual(outputs.spec, secret(spec));
    assert.match(textOf(spec.clusterIP), /^172\.20\./);
    assert.deepEqual(spec.ports, [{ protocol: "TCP", port: 80 }]);
  });

  it("leaves what only the server knows unknown in a preview", () => {
    const { id, outputs } = provider.create(resource(DEPLOYMENT), deployment(), true);
    assert.equal(id, "");
    const { uid, name } = outputs.metadata as Properties;
    assert.deepEqual([uid, name, outputs.status], [UNKNOWN, "catalog", UNKNOWN]);
    assert.deepEqual(outputs.spec, deployment().spec);
  });

  it("installs a Helm release under its namespace and name", () => {
    const release = { chart: "controller", version: "1.0.0", name: "lb", namespace: "kube-system" };
    const type = "helm.sh/v3:Release";
    assert.deepEqual(faults(type, { ...release, chrt: "x" }), [
      'chrt: unknown field "chrt" of kubernetes:helm.sh/v3:Release',
    ]);
    const { id, outputs } = provider.create(resource(type), release, false);
    assert.equal(id, "kube-system/lb");
    assert.equal((outputs.status as Properties).status, "deployed");
  });
});

describe("changing a stand-in object of Kubernetes", () => {
  it("updates in place, and replaces where Kubernetes lets nobody change", () => {
    const other = deployment({
      replicas: 3,
      selector: { matchLabels: { app: "carts" } },
    });
    assert.deepEqual(changes(DEPLOYMENT, deployment(), other).changes, {
      "spec.replicas": "updates",
      "spec.selector.matchLabels.app": "replaces",
    });
    const moved = deployment({}, { namespace: "other" });
    assert.deepEqual(changes(DEPLOYMENT, deployment(), moved).changes, {
      "metadata.namespace": "replaces",
    });
    const map = (value: string) => ({ metadata: { name: "m" }, data: { key: value } });
    assert.deepEqual(changes("core/v1:ConfigMap", map("a"), map("b")).changes, {
      "data.key": "replaces",
    });
  });

  it("deletes first where a second object of the same name cannot be", () => {
    const other = deployment({ selector: { matchLabels: { app: "carts" } } });
    assert.equal(changes(DEPLOYMENT, deployment(), other).before, true);
    const annotations = { "pulumi.com/autonamed": "true" };
    const named = deployment({}, { name: "catalog-0a1b2c3d", annotations });
    assert.equal(changes(DEPLOYMENT, named, named).before, false);
  });

  it("keeps the object's identity and counts its generations", () => {
    const inputs = deployment();
    const before = provider.create(resource(DEPLOYMENT), inputs, false);
    const state = { ...before, inputs };
    const news = deployment({ replicas: 5 });
    const after = provider.update(resource(DEPLOYMENT), state, news, false);
    const [old, now] = [before, after].map(({ outputs }) => outputs.metadata as Properties);
    assert.equal(now?.uid, old?.uid);
    assert.equal(now?.generation, 2);
    assert.notEqual(now.resourceVersion, old?.resourceVersion);
    const preview = provider.update(resource(DEPLOYMENT), state, news, true);
    assert.equal((preview.outputs.metadata as Properties).uid, old?.uid);
    assert.equal(preview.outputs.status, UNKNOWN);
  });

  it("names a function that is missing, and where to add it", async () => {
    await assert.rejects(
      provider.invoke("kubernetes:yaml:decode"),
      /sandbox\/providers\/kubernetes/,
    );
  });
});
