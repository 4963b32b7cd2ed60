import assert from "node:assert/strict";
import * as lb from "@pulumi/aws/lb";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/loadBalancer";
import { shortHash } from "../../../components/internal/naming";
import { rulePriority } from "../../../components/internal/rulePriority";
import type { Route } from "../../../services/contract";
import { loadBalancerArgs } from "../../helpers/components";
import { find, namesOf, record, type Registration, valueOf } from "../../helpers/recordingMocks";

const ruleType = "aws:lb/listenerRule:ListenerRule";
const listenerType = "aws:lb/listener:Listener";

function open(path: Route["path"], priority?: number): Route {
  return { path, auth: "public", ...(priority === undefined ? {} : { priority }) };
}

function shift(balancer: LoadBalancer, service: string, ...routes: Route[]) {
  return balancer.routeToTasks(routes, {
    production: new lb.TargetGroup(`${service}-targets`, {}),
    alternate: new lb.TargetGroup(`${service}-alternate`, {}),
  });
}

function create(more: Partial<LoadBalancerArgs> = {}): LoadBalancer {
  return new LoadBalancer("api", { ...loadBalancerArgs(), ...more });
}

async function shifted(...routes: Route[]) {
  return record(() => shift(create(), "orders", ...routes));
}

function ruleNamed(registrations: readonly Registration[], noun: string, path: string) {
  return find(registrations, ruleType, `${noun}-${shortHash(path, 6)}`);
}

describe("LoadBalancer.routeToTasks for a release that shifts traffic", () => {
  it("sends all requests to the one group, and leaves the weights to ECS from then on", async () => {
    const { registrations } = await shifted(open("/orders/*"));
    const rule = ruleNamed(registrations, "api-shift-orders", "/orders/*");
    assert.deepEqual(rule.inputs, {
      listenerArn: "arn:mock:api-https",
      priority: rulePriority("/orders/*") - 1,
      conditions: [{ pathPattern: { values: ["/orders/*"] } }],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: "arn:mock:orders-targets", weight: 100 },
              { arn: "arn:mock:orders-alternate", weight: 0 },
            ],
          },
        },
      ],
    });
    assert.deepEqual(rule.ignoreChanges, ["actions"]);
  });

  it("sends tests to the other group, by a listener that nobody is let in to", async () => {
    const { registrations } = await shifted(open("/orders/*"));
    const rule = ruleNamed(registrations, "api-test-orders", "/orders/*");
    assert.deepEqual(rule.inputs, {
      listenerArn: "arn:mock:api-test",
      priority: rulePriority("/orders/*") - 1,
      conditions: [{ pathPattern: { values: ["/orders/*"] } }],
      actions: [{ type: "forward", targetGroupArn: "arn:mock:orders-alternate" }],
    });
    assert.deepEqual(rule.ignoreChanges, ["actions"]);
    const { inputs } = find(registrations, listenerType, "api-test");
    assert.deepEqual(
      [inputs["port"], inputs["protocol"], inputs["certificateArn"], inputs["sslPolicy"]],
      [
        8443,
        "HTTPS",
        "arn:mock:certificate-certificate",
        "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      ],
    );
    const opened = registrations
      .filter(({ type }) => type.endsWith(":SecurityGroupIngressRule"))
      .map((one) => one.inputs["fromPort"]);
    assert.deepEqual(opened, [443]);
  });

  it("says where the test listener is", async () => {
    const { result } = await shifted(open("/orders/*"));
    const { testEndpoint } = result;
    assert.ok(testEndpoint);
    assert.deepEqual(
      [testEndpoint.port, testEndpoint.serverName, await valueOf(testEndpoint.hostname)],
      [8443, "shop.example.com", "api-alb.elb.amazonaws.com"],
    );
    assert.equal(await valueOf(testEndpoint.securityGroupId), "api-security-group-id");
  });

  it("has one test listener however many services shift traffic", async () => {
    const { registrations } = await record(() => {
      const balancer = create();
      shift(balancer, "orders", open("/orders/*"));
      shift(balancer, "carts", open("/carts/*"));
    });
    assert.deepEqual(namesOf(registrations, listenerType), ["api-https", "api-test"]);
    assert.equal(namesOf(registrations, ruleType).length, 4);
  });

  it("puts all paths of a service in one rule, before the first of them", async () => {
    const { registrations, result } = await shifted(open("/orders/*"), open("/orders/*/lines"));
    const { inputs } = ruleNamed(registrations, "api-shift-orders", "/orders/*");
    assert.deepEqual(inputs["conditions"], [
      { pathPattern: { values: ["/orders/*", "/orders/*/lines"] } },
    ]);
    assert.equal(inputs["priority"], rulePriority("/orders/*/lines") - 1);
    assert.deepEqual([result.production.length, result.test.length], [1, 1]);
  });

  it("creates nothing for a service without a route", async () => {
    const { registrations, result } = await shifted();
    assert.deepEqual([result.production, result.test, result.testEndpoint], [[], [], undefined]);
    assert.deepEqual(namesOf(registrations, listenerType), ["api-https"]);
  });

  it("lets a service that checks tokens by itself shift customers' traffic", async () => {
    const { registrations } = await record(() =>
      shift(create({ shiftingCustomerRoutes: "checkedByService" }), "orders", {
        path: "/orders/*",
        auth: "customer",
      }),
    );
    const rule = ruleNamed(registrations, "api-shift-orders", "/orders/*");
    const actions = rule.inputs["actions"] as { type: string }[];
    assert.deepEqual(
      actions.map(({ type }) => type),
      ["forward"],
    );
  });

  it("names a host below the certificate's wildcard when there is no other name", async () => {
    const { result } = await record(() => {
      const args = loadBalancerArgs();
      const certificate = Object.assign(args.certificate, { names: ["*.example.com"] });
      return shift(new LoadBalancer("api", { ...args, certificate }), "orders", open("/orders/*"));
    });
    assert.equal(result.testEndpoint?.serverName, "test.example.com");
  });
});

describe("LoadBalancer.routeToTasks for services side by side", () => {
  it("takes paths that have nothing in common with a shared rule", async () => {
    await record(() => {
      const balancer = create();
      shift(balancer, "orders", open("/orders/*"), open("/orders/returns/old/*"));
      shift(balancer, "carts", open("/carts/*"), open("/carts/saved/by/customer/*"));
    });
  });
});
