import assert from "node:assert/strict";
import { childrenOf, find, type Registration } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { containersIn, registered, sources } from "./catalogContainers";

/** The task's one container, as ECS would read it. */
function container(registrations: readonly Registration[]): Record<string, unknown> {
  const [first, ...others] = containersIn(registrations);
  assert.ok(first && others.length === 0);
  return first;
}

describe("ContainerService", () => {
  useWorkspace(sources);

  it("creates what one service needs and nothing else", async () => {
    const children = childrenOf(await registered(), "compute:ContainerService", "catalog");
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:appautoscaling:Policy catalog-scaling-cpu",
      "aws:appautoscaling:Target catalog-scaling-target",
      "aws:cloudwatch:LogGroup catalog-logs",
      "aws:cloudwatch:MetricAlarm catalog-release-5xx-production",
      "aws:ec2:SecurityGroup catalog-security-group",
      "aws:ecs:Service catalog-service",
      "aws:ecs:TaskDefinition catalog-task",
      "aws:iam:Role catalog-execution-role",
      "aws:iam:Role catalog-task-role",
      "aws:iam:RolePolicy catalog-execution-role-policy",
      "aws:iam:RolePolicy catalog-task-role-policy",
      "aws:lb:TargetGroup catalog-targets",
      "aws:vpc:SecurityGroupEgressRule catalog-from-load-balancer-egress",
      "aws:vpc:SecurityGroupEgressRule catalog-to-aws",
      "aws:vpc:SecurityGroupIngressRule catalog-from-load-balancer-ingress",
      "microservices:compute:Image catalog-build",
      "microservices:compute:Repository catalog-images",
    ]);
  });

  it("runs on Fargate ARM64 at the size of the definition, with a role for work and one for starting", async () => {
    const { containerDefinitions, ...inputs } = find(
      await registered(),
      "aws:ecs/taskDefinition:TaskDefinition",
    ).inputs;
    assert.equal(typeof containerDefinitions, "string");
    assert.deepEqual(inputs, {
      family: "shop-test-catalog",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      taskRoleArn: "arn:mock:catalog-task-role",
      executionRoleArn: "arn:mock:catalog-execution-role",
    });
  });

  it("gives the container its links' environment, its image by digest and its own log group", async () => {
    const { environment, image, logConfiguration } = container(await registered());
    assert.deepEqual(environment, [
      { name: "NODE_OPTIONS", value: "--enable-source-maps" },
      { name: "ORDERS_TABLE_NAME", value: "orders-1a2b" },
      { name: "SERVICE_NAME", value: "catalog" },
    ]);
    assert.match(String(image), /catalog-build-image@sha256:[0-9a-f]{64}$/);
    const { options } = logConfiguration as { options: Record<string, string> };
    assert.deepEqual(
      [options["awslogs-group"], options["awslogs-region"]],
      ["catalog-logs", "us-east-1"],
    );
  });

  it("checks the health path of the definition, in the container and from the load balancer", async () => {
    const registrations = await registered({ healthPath: "/ready" });
    const { command } = container(registrations)["healthCheck"] as { command: string[] };
    assert.match(String(command[3]), /:8080\/ready"/);
    assert.deepEqual(find(registrations, "aws:lb/targetGroup:TargetGroup").inputs, {
      targetType: "ip",
      protocol: "HTTP",
      port: 8080,
      vpcId: "vpc-1",
      deregistrationDelay: 30,
      healthCheck: {
        path: "/ready",
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  });

  it("deploys privately, rolls a failed deployment back and waits for the outcome", async () => {
    assert.deepEqual(find(await registered(), "aws:ecs/service:Service").inputs, {
      cluster: "arn:mock:services-cluster",
      taskDefinition: "arn:mock:catalog-task",
      desiredCount: 2,
      launchType: "FARGATE",
      propagateTags: "SERVICE",
      availabilityZoneRebalancing: "ENABLED",
      alarms: { alarmNames: ["catalog-release-5xx-production"], enable: true, rollback: true },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentConfiguration: { strategy: "ROLLING" },
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      healthCheckGracePeriodSeconds: 30,
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: ["subnet-private-1", "subnet-private-2"],
        securityGroups: ["catalog-security-group-id"],
        assignPublicIp: false,
      },
      loadBalancers: [
        {
          targetGroupArn: "arn:mock:catalog-targets",
          containerName: "catalog",
          containerPort: 8080,
        },
      ],
    });
  });

  it("never resets the task count that scaling has set", async () => {
    const service = find(await registered(), "aws:ecs/service:Service");
    assert.deepEqual(service.ignoreChanges, ["desiredCount"]);
  });

  it("passes on what its routes ask of the load balancer", async () => {
    const routes = [{ path: "/catalog/*", auth: "public", priority: 7 }] as const;
    const { inputs } = find(await registered({ routes }), "aws:lb/listenerRule:ListenerRule");
    assert.deepEqual(
      [inputs["priority"], inputs["conditions"]],
      [7, [{ pathPattern: { values: ["/catalog/*"] } }]],
    );
  });

  it("starts its tasks only once the load balancer routes to them", async () => {
    const registrations = await registered();
    const rule = find(registrations, "aws:lb/listenerRule:ListenerRule");
    const service = find(registrations, "aws:ecs/service:Service");
    assert.ok(service.dependencies.includes(rule.urn));
  });

  it("starts its tasks only once their roles carry their policies", async () => {
    const registrations = await registered();
    const { propertyDependencies } = find(registrations, "aws:ecs/taskDefinition:TaskDefinition");
    for (const [property, role] of [
      ["executionRoleArn", "catalog-execution-role-policy"],
      ["taskRoleArn", "catalog-task-role-policy"],
    ] as const) {
      const policy = find(registrations, "aws:iam/rolePolicy:RolePolicy", role);
      assert.ok(propertyDependencies[property]?.includes(policy.urn), property);
    }
  });

  it("starts and scales between the bounds of the definition", async () => {
    const registrations = await registered({ scale: { min: 3, max: 9, cpuPercent: 40 } });
    const { minCapacity, maxCapacity, resourceId } = find(
      registrations,
      "aws:appautoscaling/target:Target",
    ).inputs;
    assert.deepEqual(
      [find(registrations, "aws:ecs/service:Service").inputs["desiredCount"], minCapacity],
      [3, 3],
    );
    assert.equal(maxCapacity, 9);
    assert.equal(resourceId, "service/services-cluster/catalog-service");
  });
});

describe("ContainerService firewall", () => {
  useWorkspace(sources);

  it("lets the load balancer in on the container's port, and the tasks out to AWS by TLS", async () => {
    const registrations = await registered();
    const rules = registrations
      .filter((r) => /securityGroup(In|E)gressRule/.test(r.type) && r.name.startsWith("catalog"))
      .map(({ name, inputs: { description, ...inputs } }) => [name, typeof description, inputs]);
    const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
    const tasks = "catalog-security-group-id";
    const balancer = "api-security-group-id";
    assert.deepEqual(
      new Map(rules.map(([name, ...rest]) => [name, rest])),
      new Map([
        [
          "catalog-to-aws",
          ["string", { securityGroupId: tasks, cidrIpv4: "0.0.0.0/0", ...tcp(443) }],
        ],
        [
          "catalog-from-load-balancer-ingress",
          ["string", { securityGroupId: tasks, referencedSecurityGroupId: balancer, ...tcp(8080) }],
        ],
        [
          "catalog-from-load-balancer-egress",
          ["string", { securityGroupId: balancer, referencedSecurityGroupId: tasks, ...tcp(8080) }],
        ],
      ]),
    );
  });
});
