import assert from "node:assert/strict";
import { childrenOf, find, record } from "../../helpers/recordingMocks";
import { privateServices, restGateway, withCatalog } from "./apiGatewayParts";

describe("VpcLink", () => {
  it("stands in the private subnets behind a group that opens HTTPS to the load balancer alone", async () => {
    const { registrations } = await record(() =>
      withCatalog(restGateway({ privateServices: privateServices() })),
    );
    assert.deepEqual(childrenOf(registrations, "edge:VpcLink", "link"), {
      "aws:ec2:SecurityGroup link-security-group": {
        vpcId: "vpc-1",
        description: "API Gateway inside the VPC",
      },
      "aws:apigatewayv2:VpcLink link-link": {
        subnetIds: ["subnet-private-1", "subnet-private-2"],
        securityGroupIds: ["link-security-group-id"],
      },
      "aws:vpc:SecurityGroupEgressRule link-to-load-balancer": {
        securityGroupId: "link-security-group-id",
        referencedSecurityGroupId: "inner-security-group-id",
        description: "HTTPS to the load balancer",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
    });
  });

  it("is known by its id and by the group that requests come from", async () => {
    const { registrations } = await record(() => privateServices());
    const link = find(registrations, "microservices:edge:VpcLink");
    assert.deepEqual(link.registeredOutputs, {
      vpcLinkId: "link-link-id",
      securityGroupId: "link-security-group-id",
    });
  });
});
