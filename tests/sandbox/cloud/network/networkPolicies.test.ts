import assert from "node:assert/strict";
import { podPolicies, refusedBy } from "../../../../sandbox/cloud/network/networkPolicies";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { resource } from "../fixtures/state";

const labels = { app: "catalog" };

function policy(name: string, spec: Record<string, unknown>, namespace = "shop") {
  return resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", name, {
    metadata: { name, namespace },
    spec,
  });
}

const denial = policy("default-deny", {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
});
const own = policy("catalog", {
  podSelector: { matchLabels: labels },
  policyTypes: ["Ingress", "Egress"],
  ingress: [
    { from: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ protocol: "TCP", port: 8080 }] },
  ],
  egress: [
    { to: [{ ipBlock: { cidr: "172.20.0.10/32" } }], ports: [{ protocol: "UDP", port: 53 }] },
    { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] },
  ],
});

function refused(
  policies: readonly ReturnType<typeof policy>[],
  direction: "Ingress" | "Egress",
  port: number,
  cidr = "10.0.1.0/24",
): string | undefined {
  const selecting = podPolicies(new DeployedStack({ resources: policies }))("shop", labels);
  return refusedBy(selecting, { direction, port, cidrs: [cidr] });
}

describe("network policies of Kubernetes", () => {
  it("let everything pass while none selects the pod", () => {
    assert.equal(refused([], "Ingress", 8080), undefined);
    const elsewhere = policy("deny", { podSelector: {} }, "other");
    const others = policy("carts", { podSelector: { matchLabels: { app: "carts" } } });
    assert.equal(refused([elsewhere, others], "Ingress", 8080), undefined);
  });

  it("let nothing pass that none allows, and are named", () => {
    assert.equal(
      refused([denial], "Ingress", 8080),
      "none of the network policies default-deny lets TCP port 8080 in",
    );
    assert.match(refused([denial, own], "Egress", 5432) ?? "", /default-deny, catalog .* out/);
  });

  it("add up: one that allows is enough", () => {
    assert.equal(refused([denial, own], "Ingress", 8080), undefined);
    assert.equal(refused([denial, own], "Egress", 443, "0.0.0.0/0"), undefined);
  });

  it("look at ports, protocols and addresses", () => {
    assert.ok(refused([own], "Ingress", 9090));
    assert.ok(refused([own], "Egress", 53, "172.20.0.10/32"), "UDP is not TCP");
    assert.ok(refused([own], "Ingress", 8080, "10.1.0.0/24"));
  });

  it("judge incoming connections only, unless they say otherwise", () => {
    const incoming = policy("incoming", { podSelector: {} });
    assert.ok(refused([incoming], "Ingress", 8080));
    assert.equal(refused([incoming], "Egress", 443), undefined);
  });

  it("that name no address or no port mean every one", () => {
    const open = policy("open", { podSelector: {}, ingress: [{}] });
    assert.equal(refused([open], "Ingress", 8080), undefined);
  });
});
