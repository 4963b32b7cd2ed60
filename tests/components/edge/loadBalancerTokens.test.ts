import assert from "node:assert/strict";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/loadBalancer";
import type { TokenIssuer } from "../../../components/identity/tokenIssuer";
import type { Route } from "../../../services/contract";
import { loadBalancerArgs } from "../../helpers/components";
import { find, namesOf, record } from "../../helpers/recordingMocks";

const pool = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool";

function tokenIssuer(): TokenIssuer {
  return {
    issuer: pulumi.output(pool),
    jwksUri: pulumi.output(`${pool}/.well-known/jwks.json`),
    clientId: pulumi.output("client-1"),
    userPoolArn: pulumi.output("arn:mock:pool"),
    environment: {},
  };
}

const customers: Route = { path: "/orders/*", auth: "customer" };
const everybody: Route = { path: "/catalog/*", auth: "public" };
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

async function rules(more: Partial<LoadBalancerArgs>, ...routes: Route[]) {
  const { registrations } = await record(() => {
    const production = new lb.TargetGroup("orders-targets", {});
    const balancer = new LoadBalancer("api", { ...loadBalancerArgs(), ...more });
    balancer.routeToTasks(routes, { production });
  });
  return registrations;
}

describe("LoadBalancer with an identity", () => {
  it("lets customers' requests pass with an access token of this application only", async () => {
    const registrations = await rules({ identity: tokenIssuer() }, customers);
    const { inputs } = find(registrations, "aws:lb/listenerRule:ListenerRule");
    assert.deepEqual(inputs["actions"], [
      {
        type: "jwt-validation",
        order: 1,
        jwtValidation: {
          issuer: pool,
          jwksEndpoint: `${pool}/.well-known/jwks.json`,
          additionalClaims: [
            { name: "token_use", format: "single-string", values: ["access"] },
            { name: "client_id", format: "single-string", values: ["client-1"] },
          ],
        },
      },
      { type: "forward", order: 2, targetGroupArn: "arn:mock:orders-targets" },
    ]);
  });

  it("asks nobody for a token on a public route", async () => {
    const registrations = await rules({ identity: tokenIssuer() }, everybody);
    const { inputs } = find(registrations, "aws:lb/listenerRule:ListenerRule");
    assert.deepEqual(inputs["actions"], [
      { type: "forward", targetGroupArn: "arn:mock:orders-targets" },
    ]);
  });

  it("reaches the issuer's keys over HTTPS", async () => {
    const registrations = await rules({ identity: tokenIssuer() });
    assert.deepEqual(find(registrations, egressRule, "api-to-token-keys").inputs, {
      securityGroupId: "api-security-group-id",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "Public keys of customers' tokens",
    });
  });
});

describe("LoadBalancer without an identity", () => {
  it("opens no connection of its own", async () => {
    assert.deepEqual(namesOf(await rules({}, everybody), egressRule), []);
  });

  it("leaves the tokens to the API Gateway in front of it", async () => {
    const exposure = { kind: "vpcLink", peerSecurityGroupId: "sg-link" } as const;
    const registrations = await rules({ exposure }, customers);
    const { inputs } = find(registrations, "aws:lb/listenerRule:ListenerRule");
    assert.deepEqual(inputs["actions"], [
      { type: "forward", targetGroupArn: "arn:mock:orders-targets" },
    ]);
  });
});
