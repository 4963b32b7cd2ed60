import assert from "node:assert/strict";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/loadBalancer";
import { loadBalancerArgs } from "../../helpers/components";
import { childrenOf, find, namesOf, record, valueOf } from "../../helpers/recordingMocks";

function create(more: Partial<LoadBalancerArgs>): LoadBalancer {
  return new LoadBalancer("api", { ...loadBalancerArgs(), ...more });
}

const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

describe("LoadBalancer behind an API Gateway", () => {
  const exposure = { kind: "vpcLink", peerSecurityGroupId: "sg-link" } as const;

  it("takes HTTPS from the VPC link's security group, and from nobody else", async () => {
    const { registrations } = await record(() => create({ exposure }));
    assert.deepEqual(namesOf(registrations, ingressRule), ["api-from-vpc-link"]);
    assert.deepEqual(find(registrations, ingressRule).inputs, {
      securityGroupId: "api-security-group-id",
      referencedSecurityGroupId: "sg-link",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "HTTPS from API Gateway only",
    });
  });

  it("stays in private subnets", async () => {
    const { registrations } = await record(() => create({ exposure }));
    const { inputs } = find(registrations, balancerType);
    assert.deepEqual(
      [inputs["internal"], inputs["subnets"]],
      [true, ["subnet-private-1", "subnet-private-2"]],
    );
  });
});

describe("LoadBalancer on the internet", () => {
  const exposure = { kind: "internet" } as const;

  it("is in public subnets and takes HTTPS and HTTP from everybody", async () => {
    const { registrations } = await record(() => create({ exposure }));
    const { inputs } = find(registrations, balancerType);
    assert.deepEqual(
      [inputs["internal"], inputs["subnets"]],
      [false, ["subnet-public-1", "subnet-public-2"]],
    );
    const rules = registrations.filter(({ type }) => type === ingressRule);
    assert.deepEqual(
      rules.map((rule) => [rule.name, rule.inputs["cidrIpv4"], rule.inputs["fromPort"]]),
      [
        ["api-from-internet-https", "0.0.0.0/0", 443],
        ["api-from-internet-http", "0.0.0.0/0", 80],
      ],
    );
  });

  it("redirects HTTP to HTTPS for good", async () => {
    const { registrations } = await record(() => create({ exposure }));
    assert.deepEqual(find(registrations, "aws:lb/listener:Listener", "-http").inputs, {
      loadBalancerArn: "arn:mock:api-alb",
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    });
  });

  it("is under Shield Advanced when asked, and only then", async () => {
    const type = "aws:shield/protection:Protection";
    const without = await record(() => create({ exposure }));
    assert.deepEqual(namesOf(without.registrations, type), []);
    const { registrations } = await record(() =>
      create({ exposure: { ...exposure, shieldAdvanced: true } }),
    );
    assert.deepEqual(find(registrations, type).inputs, { resourceArn: "arn:mock:api-alb" });
  });
});

describe("LoadBalancer.origin", () => {
  it("is a VPC origin for CloudFront", async () => {
    const { result } = await record(() => create({}));
    const { origin } = result;
    assert.ok(origin.kind === "vpc");
    assert.equal(await valueOf(origin.arn), "arn:mock:api-alb");
    assert.equal(await valueOf(origin.domainName), "api-alb.elb.amazonaws.com");
  });
});

describe("LoadBalancer with an idle time-out", () => {
  it("closes a connection that was silent for as long as it is told", async () => {
    const { registrations } = await record(() => create({ idleTimeoutSeconds: 300 }));
    assert.equal(find(registrations, balancerType).inputs["idleTimeout"], 300);
  });

  it("has no redirect and no test listener unless something needs them", async () => {
    const { registrations } = await record(() => create({}));
    const children = childrenOf(registrations, "edge:LoadBalancer", "api");
    const listeners = Object.keys(children).filter((key) => key.includes(":Listener "));
    assert.deepEqual(listeners, ["aws:lb:Listener api-https"]);
  });
});
