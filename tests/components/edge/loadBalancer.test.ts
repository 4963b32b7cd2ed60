import assert from "node:assert/strict";
import * as lb from "@pulumi/aws/lb";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/loadBalancer";
import { shortHash } from "../../../components/internal/naming";
import { rulePriority } from "../../../components/internal/rulePriority";
import type { Route } from "../../../services/contract";
import { loadBalancerArgs } from "../../helpers/components";
import { childrenOf, find, record } from "../../helpers/recordingMocks";

function create(more: Partial<LoadBalancerArgs> = {}): LoadBalancer {
  return new LoadBalancer("api", { ...loadBalancerArgs(), ...more });
}

const ruleType = "aws:lb/listenerRule:ListenerRule";

const logs = { enabled: true, bucket: "access-logs-store-bucket", prefix: "load-balancer" };

describe("LoadBalancer", () => {
  it("is private, takes TLS from CloudFront alone, and answers 404 where no service does", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "edge:LoadBalancer", "api"), {
      "aws:ec2:SecurityGroup api-security-group": {
        vpcId: "vpc-1",
        description: "Shared load balancer",
      },
      "aws:vpc:SecurityGroupIngressRule api-from-cloudfront": {
        securityGroupId: "api-security-group-id",
        prefixListId: "pl-cloudfront",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "HTTPS from CloudFront only",
      },
      "aws:lb:LoadBalancer api-alb": {
        loadBalancerType: "application",
        internal: true,
        subnets: ["subnet-private-1", "subnet-private-2"],
        securityGroups: ["api-security-group-id"],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        idleTimeout: 60,
        enableDeletionProtection: false,
        accessLogs: logs,
        connectionLogs: logs,
      },
      "aws:lb:Listener api-https": {
        loadBalancerArn: "arn:mock:api-alb",
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        certificateArn: "arn:mock:certificate-certificate",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              contentType: "application/json",
              messageBody: '{"code":404,"message":"no service answers this path"}',
              statusCode: "404",
            },
          },
        ],
      },
      "aws:wafv2:WebAclAssociation api-web-acl": {
        resourceArn: "arn:mock:api-alb",
        webAclArn: "arn:mock:firewall-acl",
      },
    });
  });

  it("switches its logs on once the bucket accepts them", async () => {
    const { registrations } = await record(() => create());
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    const balancer = find(registrations, "aws:lb/loadBalancer:LoadBalancer");
    assert.ok(balancer.dependencies.includes(policy.urn));
  });

  it("listens once its certificate is valid", async () => {
    const { registrations } = await record(() => create());
    const validation = find(registrations, "aws:acm/certificateValidation:CertificateValidation");
    const { propertyDependencies } = find(registrations, "aws:lb/listener:Listener");
    assert.ok(propertyDependencies["certificateArn"]?.includes(validation.urn));
  });

  it("refuses deletion in AWS and in Pulumi when protected", async () => {
    const { registrations } = await record(() => create({ protect: true }));
    const { inputs, protect } = find(registrations, "aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual([inputs["enableDeletionProtection"], protect], [true, true]);
  });
});

describe("LoadBalancer.routeToTasks", () => {
  async function rulesFor(...routes: Pick<Route, "path" | "priority">[]) {
    const { registrations } = await record(() => {
      const group = new lb.TargetGroup("orders-targets", {});
      const publicRoutes = routes.map((route) => ({ ...route, auth: "public" as const }));
      return create().routeToTasks(publicRoutes, { production: group });
    });
    return registrations.filter((r) => r.type === ruleType);
  }

  it("forwards each path by a rule of its own", async () => {
    const rules = await rulesFor({ path: "/orders/*" }, { path: "/returns/*" });
    assert.deepEqual(
      rules.map(({ inputs }) => inputs),
      ["orders", "returns"].map((segment) => ({
        listenerArn: "arn:mock:api-https",
        priority: rulePriority(`/${segment}/*`),
        conditions: [{ pathPattern: { values: [`/${segment}/*`] } }],
        actions: [{ type: "forward", targetGroupArn: "arn:mock:orders-targets" }],
      })),
    );
  });

  it("gives a rule the place that its route asks for", async () => {
    const [rule] = await rulesFor({ path: "/orders/*", priority: 7 });
    assert.equal(rule?.inputs["priority"], 7);
  });

  it("keeps a rule when the service behind its path is another, or runs elsewhere", async () => {
    const [rule] = await rulesFor({ path: "/orders/*" });
    assert.match(rule?.parent ?? "", /LoadBalancer::api$/);
    assert.equal(rule?.name, `api-route-orders-${shortHash("/orders/*", 6)}`);
  });

  it("tells a path from the paths below it", async () => {
    const rules = await rulesFor({ path: "/orders" }, { path: "/orders/*" });
    assert.equal(new Set(rules.map(({ name }) => name)).size, 2);
  });

  for (const [path, name] of [
    ["/*", /^api-route-all-[0-9a-f]{6}$/],
    ["/orders/*/lines", /^api-route-orders-lines-[0-9a-f]{6}$/],
  ] as const) {
    it(`names the rule of ${path} by its words`, async () => {
      const [rule] = await rulesFor({ path });
      assert.match(rule?.name ?? "", name);
    });
  }
});
