import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { textOf, UNKNOWN } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

const resource = (token: string) => identityOf(`urn:pulumi:dev::shop::${token}::pods`);
const CLUSTER = resource("aws:eks/cluster:Cluster");
const inputs: Properties = {
  name: "shop",
  roleArn: "arn:aws:iam::123456789012:role/shop",
  vpcConfig: { subnetIds: ["subnet-1"], endpointPublicAccess: false },
};

function groupOf(outputs: Properties): unknown {
  return (outputs.vpcConfig as Properties).clusterSecurityGroupId;
}

describe("a stand-in EKS cluster", () => {
  it("gets a security group inside the settings that it was given", () => {
    const { outputs } = provider.create(CLUSTER, inputs, false);
    const { subnetIds, clusterSecurityGroupId, vpcId } = outputs.vpcConfig as Properties;
    assert.deepEqual(subnetIds, ["subnet-1"]);
    assert.match(textOf(clusterSecurityGroupId), /^sg-[0-9a-f]{17}$/);
    assert.match(textOf(vpcId), /^vpc-[0-9a-f]{17}$/);
  });

  it("keeps that group when it is updated, which a preview knows", () => {
    const state = { ...provider.create(CLUSTER, inputs, false), inputs };
    const news = { ...inputs, version: "1.36" };
    for (const preview of [false, true]) {
      const { outputs } = provider.update(CLUSTER, state, news, preview);
      assert.equal(groupOf(outputs), groupOf(state.outputs), String(preview));
    }
  });

  it("has a group that is unknown in its first preview, beside what was given", () => {
    const { outputs } = provider.create(CLUSTER, inputs, true);
    assert.equal(groupOf(outputs), UNKNOWN);
    assert.deepEqual((outputs.vpcConfig as Properties).subnetIds, ["subnet-1"]);
  });

  it("is known by its name, and names the issuer of its pods' tokens", () => {
    const { id, outputs } = provider.create(CLUSTER, inputs, false);
    assert.equal(id, "shop");
    assert.equal(outputs.arn, "arn:aws:eks:eu-west-1:123456789012:cluster/shop");
    const [identity] = outputs.identities as { oidcs: { issuer: string }[] }[];
    assert.match(identity?.oidcs[0]?.issuer ?? "", /^https:\/\/oidc\.eks\.eu-west-1\./);
  });

  it("has associations, profiles and add-ons under AWS's ids", () => {
    const clusterName = "shop";
    const idOf = (token: string, more: Properties) =>
      provider.create(resource(token), { clusterName, ...more }, false).id;
    assert.match(idOf("aws:eks/podIdentityAssociation:PodIdentityAssociation", {}), /^a-\w{17}$/);
    assert.match(idOf("aws:eks/fargateProfile:FargateProfile", {}), /^shop:pods-[0-9a-f]{7}$/);
    assert.equal(
      idOf("aws:eks/addon:Addon", { addonName: "metrics-server" }),
      "shop:metrics-server",
    );
  });
});
