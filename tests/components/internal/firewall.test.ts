import assert from "node:assert/strict";
import {
  allowFrom,
  allowTo,
  createSecurityGroup,
  type Peer,
} from "../../../components/internal/firewall";
import { find, record } from "../../helpers/recordingMocks";

const rule = { securityGroupId: "sg-1", port: 443, description: "HTTPS" };
const common = {
  securityGroupId: "sg-1",
  description: "HTTPS",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
};

describe("createSecurityGroup", () => {
  it("holds no rule of its own, so that nothing passes until one is added", async () => {
    const { registrations } = await record(() =>
      createSecurityGroup("tasks", { vpcId: "vpc-1", description: "Tasks" }, {}),
    );
    assert.deepEqual(find(registrations, "aws:ec2/securityGroup:SecurityGroup").inputs, {
      vpcId: "vpc-1",
      description: "Tasks",
    });
  });
});

describe("a firewall rule", () => {
  const peers: readonly [Peer, Record<string, string>][] = [
    [{ securityGroupId: "sg-2" }, { referencedSecurityGroupId: "sg-2" }],
    [{ prefixListId: "pl-1" }, { prefixListId: "pl-1" }],
    [{ cidrIpv4: "10.0.0.0/16" }, { cidrIpv4: "10.0.0.0/16" }],
  ];
  for (const [peer, expected] of peers) {
    const [kind] = Object.keys(peer);

    it(`opens one port from one ${String(kind)}`, async () => {
      const { registrations } = await record(() => {
        allowFrom("in", { ...rule, peer }, {});
      });
      const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      assert.deepEqual(find(registrations, type).inputs, { ...common, ...expected });
    });

    it(`opens one port to one ${String(kind)}`, async () => {
      const { registrations } = await record(() => {
        allowTo("out", { ...rule, peer }, {});
      });
      const type = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
      assert.deepEqual(find(registrations, type).inputs, { ...common, ...expected });
    });
  }
});
