import assert from "node:assert/strict";
import {
  architectureOf,
  clusterFaults,
  dnsAddress,
} from "../../../../components/compute/kubernetes/clusterSettings";
import {
  fargateLogOutput,
  fluentBitConfig,
} from "../../../../components/compute/kubernetes/logRouting";
import { milliCpu } from "../../../../components/compute/kubernetes/podSpec";

describe("the settings of a cluster", () => {
  it("are valid as they come, with ranges and with any version of two digits", () => {
    assert.deepEqual(clusterFaults("shop-dev-pods", "shop-dev", {}), []);
    assert.deepEqual(
      clusterFaults("shop-dev-pods", "shop-dev", {
        version: "1.36",
        publicAccessCidrs: ["203.0.113.0/24", "198.51.100.7/32"],
        serviceCidrBlock: "10.100.0.0/20",
      }),
      [],
    );
  });

  it("tell every fault at once", () => {
    const faults = clusterFaults("a".repeat(101), "-", { serviceCidrBlock: "10.100.0.5/16" });
    assert.equal(faults.length, 3);
  });

  it("refuse ranges that are none", () => {
    for (const cidr of ["203.0.113.0", "203.0.113.0/33", "203.0.113.256/24", "::/0", ""]) {
      assert.equal(clusterFaults("c", "p", { publicAccessCidrs: [cidr] }).length, 1, cidr);
    }
  });

  it("put the cluster's DNS at the tenth address of its services", () => {
    assert.equal(dnsAddress("172.20.0.0/16"), "172.20.0.10");
    assert.equal(dnsAddress("10.100.16.0/20"), "10.100.16.10");
  });

  it("build for ARM64 unless told otherwise, and on Fargate always for Intel and AMD", () => {
    assert.equal(architectureOf({ kind: "autoMode" }), "arm64");
    assert.equal(architectureOf({ kind: "autoMode", architecture: "x86_64" }), "x86_64");
    assert.equal(architectureOf({ kind: "fargate" }), "x86_64");
  });
});

describe("CPU units", () => {
  const cases: readonly [number, string][] = [
    [128, "125m"],
    [256, "250m"],
    [1024, "1000m"],
    [1536, "1500m"],
  ];
  for (const [units, expected] of cases) {
    it(`${units} are ${expected}`, () => {
      assert.equal(milliCpu(units), expected);
    });
  }
});

describe("log routing", () => {
  it("reads the pods of one namespace and never makes a group", () => {
    const config = fluentBitConfig("shop-dev-pods", "shop-dev");
    assert.match(config, /Path \/var\/log\/containers\/\*_shop-dev_\*\.log/);
    assert.match(config, /auto_create_group false/);
    assert.deepEqual(config.match(/^\[\w+\]$/gm), ["[INPUT]", "[FILTER]", "[OUTPUT]"]);
  });

  it("tells Fargate's router an output only, below the size that it takes", () => {
    const config = fargateLogOutput("shop-dev-pods", "eu-west-1");
    assert.deepEqual(config.match(/^\[\w+\]$/gm), ["[OUTPUT]"]);
    assert.match(config, /region eu-west-1/);
    assert.ok(config.length < 5300);
  });
});
