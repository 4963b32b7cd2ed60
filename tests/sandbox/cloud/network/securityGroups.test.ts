import assert from "node:assert/strict";
import { cidrContains } from "../../../../sandbox/cloud/network/cidr";
import {
  explainBlocked,
  explainBlockedFromCloudFront,
  mayReachAwsApis,
  readSecurityGroupIds,
  readSecurityGroupRules,
} from "../../../../sandbox/cloud/network/securityGroups";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type Changes, stackState } from "../fixtures/state";

const balancer = {
  label: "load balancer",
  groupIds: ["sg-balancer"],
  subnetCidrs: ["10.0.0.0/20"],
};
const task = { label: "service", groupIds: ["sg-catalog"], subnetCidrs: ["10.0.0.0/20"] };

function rulesOf(changes: Changes = {}) {
  return readSecurityGroupRules(new DeployedStack(stackState(changes)));
}

describe("security groups", () => {
  it("let the load balancer reach the task on its port and nowhere else", () => {
    assert.equal(explainBlocked(rulesOf(), balancer, task, 8080), undefined);
    assert.notEqual(explainBlocked(rulesOf(), balancer, task, 8081), undefined);
    assert.notEqual(explainBlocked(rulesOf(), task, balancer, 8080), undefined);
  });

  it("name the rule that is missing on either side", () => {
    const noIngress = explainBlocked(
      rulesOf({ "catalog-from-balancer": null }),
      balancer,
      task,
      8080,
    );
    assert.match(noIngress ?? "", /missing an ingress rule on service \(sg-catalog\)/);
    assert.doesNotMatch(noIngress ?? "", /egress/);
    const noEgress = explainBlocked(rulesOf({ "balancer-to-catalog": null }), balancer, task, 8080);
    assert.match(noEgress ?? "", /missing an egress rule on load balancer \(sg-balancer\)/);
  });

  for (const [what, change, open] of [
    ["a range around the port", { fromPort: 8000, toPort: 9000 }, true],
    ["every protocol", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }, true],
    ["UDP only", { ipProtocol: "udp" }, false],
    ["another group", { referencedSecurityGroupId: "sg-other" }, false],
    ["the subnets of the peer", { referencedSecurityGroupId: null, cidrIpv4: "10.0.0.0/16" }, true],
    ["half of the subnet", { referencedSecurityGroupId: null, cidrIpv4: "10.0.0.0/21" }, false],
    ["the whole internet", { referencedSecurityGroupId: null, cidrIpv4: "0.0.0.0/0" }, true],
  ] as const) {
    it(`${open ? "pass" : "stop"} a connection when the ingress rule admits ${what}`, () => {
      const rules = rulesOf({ "catalog-from-balancer": change });
      assert.equal(explainBlocked(rules, balancer, task, 8080) === undefined, open);
    });
  }

  it("are read from rules written inside a group, too", () => {
    const rule = { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: ["sg-balancer"] };
    const rules = rulesOf({ "catalog-from-balancer": null, "sg-catalog": { ingress: [rule] } });
    assert.equal(explainBlocked(rules, balancer, task, 8080), undefined);
  });

  it("let CloudFront in by prefix list or by a group that is not the stack's", () => {
    const groupIds = readSecurityGroupIds(new DeployedStack(stackState()));
    const explain = (changes: Changes) =>
      explainBlockedFromCloudFront(rulesOf(changes), groupIds, balancer, 443);
    const byGroup = (id: string) => ({
      "balancer-from-cloudfront": { prefixListId: null, referencedSecurityGroupId: id },
    });
    assert.equal(explain({}), undefined);
    assert.equal(explain(byGroup("sg-of-cloudfront")), undefined);
    assert.match(explain(byGroup("sg-catalog")) ?? "", /CloudFront cannot reach load balancer/);
    assert.match(explain({ "balancer-from-cloudfront": null }) ?? "", /managed prefix list/);
  });

  it("tell whether a task may open HTTPS connections at all", () => {
    assert.ok(mayReachAwsApis(rulesOf(), task));
    assert.ok(!mayReachAwsApis(rulesOf({ "catalog-to-aws": null }), task));
  });
});

describe("address ranges", () => {
  for (const [outer, inner, expected] of [
    ["10.0.0.0/8", "10.1.2.0/24", true],
    ["10.1.2.0/24", "10.0.0.0/8", false],
    ["10.1.2.3/32", "10.1.2.3", true],
    ["10.1.0.0/16", "10.2.0.1", false],
    ["not a range", "10.2.0.1", false],
    ["10.0.0.0/33", "10.2.0.1", false],
    ["::/0", "10.2.0.1", false],
  ] as const) {
    it(`${outer} ${expected ? "contains" : "does not contain"} ${inner}`, () => {
      assert.equal(cidrContains(outer, inner), expected);
    });
  }
});
