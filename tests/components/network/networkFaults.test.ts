import assert from "node:assert/strict";
import { networkFaults, type NetworkShape } from "../../../components/network/networkFaults";

const valid: NetworkShape = { zones: 2, nat: "single", cidrBlock: "10.0.0.0/16" };

/** What is wrong with the network once this is changed. */
function faults(change: Partial<NetworkShape>): string {
  return networkFaults({ ...valid, ...change }).join("; ");
}

describe("networkFaults", () => {
  for (const cidrBlock of [
    "10.0.0.0/16",
    "10.255.0.0/16",
    "172.16.0.0/16",
    "172.31.0.0/16",
    "192.168.0.0/16",
    "100.64.0.0/16",
    "100.127.0.0/16",
  ]) {
    it(`accepts the range ${cidrBlock}`, () => {
      assert.equal(faults({ cidrBlock }), "");
    });
  }

  for (const cidrBlock of [
    "10.0.0.0/24",
    "10.0.0.0/8",
    "10.0.1.0/16",
    "10.256.0.0/16",
    "172.15.0.0/16",
    "172.32.0.0/16",
    "192.169.0.0/16",
    "100.128.0.0/16",
    "8.8.0.0/16",
    "10.0.0.0",
    "",
  ]) {
    it(`refuses the range "${cidrBlock}"`, () => {
      assert.match(faults({ cidrBlock }), /^cidrBlock must be a private range of size \/16/);
    });
  }

  it("refuses a NAT strategy that does not exist", () => {
    assert.equal(faults({ nat: "two" }), 'nat must be none, single or perZone, got "two"');
  });

  it("refuses an endpoint that does not exist, and one named twice", () => {
    const unknown: string = "ecr";
    assert.match(
      faults({ interfaceEndpoints: [unknown as "ecs"] }),
      /^interfaceEndpoints must name services with an interface endpoint, got "ecr"; known: autoscaling, /,
    );
    assert.equal(
      faults({ interfaceEndpoints: ["ecs", "sts", "ecs"] }),
      'interfaceEndpoints must name each service once, got "ecs" twice',
    );
  });

  it("accepts endpoints that are not needed, and with NAT the lack of needed ones", () => {
    assert.equal(faults({ nat: "none", runtimes: ["lambda"], interfaceEndpoints: ["kms"] }), "");
    assert.equal(faults({ runtimes: ["eks"], interfaceEndpoints: [] }), "");
    assert.equal(faults({ nat: "none", interfaceEndpoints: [] }), "");
  });

  it("reports all faults together", () => {
    assert.equal(networkFaults({ zones: 1, nat: "two", cidrBlock: "ten" }).length, 3);
  });
});
