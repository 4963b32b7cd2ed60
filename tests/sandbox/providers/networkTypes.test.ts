import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ipv6SubnetRange } from "../../../sandbox/providers/awsx/subnets";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import { textOf } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

function create(token: string, inputs: Properties): Properties {
  const urn = `urn:pulumi:dev::shop::${token}::network`;
  return provider.create(identityOf(urn), inputs, false).outputs;
}

/** What the resource is like after an update. */
function update(token: string, olds: Properties, news: Properties): Properties {
  const identity = identityOf(`urn:pulumi:dev::shop::${token}::network`);
  const before = provider.create(identity, olds, false);
  return provider.update(identity, { ...before, inputs: olds }, news, false).outputs;
}

const VPC = "aws:ec2/vpc:Vpc";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("the stand-in for a VPC", () => {
  it("has an IPv6 range that subnets fit into only when it asks for one", () => {
    const range = textOf(create(VPC, { assignGeneratedIpv6CidrBlock: true }).ipv6CidrBlock);
    assert.match(range, /^2a05:d018:[0-9a-f]{1,3}:[0-9a-f]{2}00::\/56$/);
    assert.equal(ipv6SubnetRange(range, 10), range.replace("00::/56", "0a::/64"));
    assert.equal(create(VPC, {}).ipv6CidrBlock, "");
  });
});

describe("the stand-in for a VPC endpoint", () => {
  it("has a prefix list as a gateway", () => {
    const outputs = create(ENDPOINT, {
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.eu-west-1.s3",
    });
    assert.match(textOf(outputs.prefixListId), /^pl-[0-9a-f]{8}$/);
    assert.deepEqual([outputs.networkInterfaceIds, outputs.dnsEntries], [[], []]);
  });

  it("has a network interface in each subnet, and a name, as an interface", () => {
    const outputs = create(ENDPOINT, {
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-west-1.ecr.api",
      subnetIds: ["subnet-1", "subnet-2"],
    });
    assert.equal(outputs.prefixListId, "");
    const interfaces = outputs.networkInterfaceIds as string[];
    assert.equal(new Set(interfaces).size, 2);
    assert.ok(interfaces.every((id) => /^eni-[0-9a-f]{17}$/.test(id)));
    const [entry] = outputs.dnsEntries as Properties[];
    assert.match(
      textOf(entry?.dnsName),
      /^vpce-[0-9a-f]{17}-[a-z0-9]{8}\.ecr\.api\.eu-west-1\.vpce\.amazonaws\.com$/,
    );
  });
});

describe("the stand-in for a launch template", () => {
  const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

  it("has a new version after each change, which becomes the default when asked", () => {
    const inputs = { name: "instances", imageId: "ami-1" };
    const kept = update(TEMPLATE, inputs, { ...inputs, imageId: "ami-2" });
    assert.deepEqual([kept.latestVersion, kept.defaultVersion], [2, 1]);
    const following = { ...inputs, updateDefaultVersion: true };
    const moved = update(TEMPLATE, following, { ...following, imageId: "ami-2" });
    assert.deepEqual([moved.latestVersion, moved.defaultVersion], [2, 2]);
  });
});

describe("the stand-in for an auto scaling group", () => {
  it("begins with its fewest instances, and keeps their number when the bounds change", () => {
    const GROUP = "aws:autoscaling/group:Group";
    const inputs = { name: "instances", minSize: 2, maxSize: 10 };
    assert.equal(create(GROUP, inputs).desiredCapacity, 2);
    assert.equal(update(GROUP, inputs, { ...inputs, minSize: 1 }).desiredCapacity, 2);
  });
});
