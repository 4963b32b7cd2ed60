import assert from "node:assert/strict";
import { find, namesOf } from "../../../helpers/recordingMocks";
import { useWorkspace } from "../../../helpers/workspace";
import { databaseGrant, recordFunction, sources, statements } from "./functionFixture";

describe("FunctionService: settings", () => {
  useWorkspace({ files: { ...sources.files, "jobs/report.ts": "export const handler = 1;" } });

  it("takes runtime, architecture, storage, reserved concurrency, log levels and entry", async () => {
    const { children } = await recordFunction({
      entry: "jobs/report.ts",
      nodeRuntime: "nodejs22.x",
      architecture: "x86_64",
      ephemeralStorageMiB: 1024,
      reservedConcurrency: 20,
      applicationLogLevel: "DEBUG",
      systemLogLevel: "INFO",
    });
    const inputs = children["aws:lambda:Function carts-function"] ?? {};
    assert.deepEqual(
      [
        ...[inputs["runtime"], inputs["architectures"], inputs["ephemeralStorage"]],
        ...[inputs["reservedConcurrentExecutions"], inputs["loggingConfig"]],
      ],
      [
        ...["nodejs22.x", ["x86_64"], { size: 1024 }, 20],
        {
          logFormat: "JSON",
          logGroup: "carts-logs",
          applicationLogLevel: "DEBUG",
          systemLogLevel: "INFO",
        },
      ],
    );
  });

  it("says which file is missing when the service has no handler", async () => {
    await assert.rejects(recordFunction({ entry: "jobs/missing.ts" }), {
      message:
        'Bundle "jobs/missing.ts": entry must be a file of the repository, got no file at jobs/missing.ts; write it, or name the one that is meant',
    });
  });
});

describe("FunctionService: the VPC", () => {
  useWorkspace(sources);

  it("is left alone as long as no link leads to a server in it", async () => {
    const { children, registrations } = await recordFunction();
    assert.ok(!("vpcConfig" in (children["aws:lambda:Function carts-function"] ?? {})));
    assert.ok(
      !namesOf(registrations, "aws:ec2/securityGroup:SecurityGroup").includes(
        "carts-security-group",
      ),
    );
  });

  it("is joined in private subnets, with a security group that reaches AWS and the server alone", async () => {
    const { children } = await recordFunction({ grants: [databaseGrant] });
    assert.deepEqual(children["aws:lambda:Function carts-function"]?.["vpcConfig"], {
      subnetIds: ["subnet-private-1", "subnet-private-2"],
      securityGroupIds: ["carts-security-group-id"],
    });
    assert.deepEqual(
      Object.keys(children).filter((key) => key.includes("SecurityGroup")),
      [
        "aws:ec2:SecurityGroup carts-security-group",
        "aws:vpc:SecurityGroupEgressRule carts-to-aws",
        "aws:vpc:SecurityGroupEgressRule carts-to-orders-db-egress",
        "aws:vpc:SecurityGroupIngressRule carts-to-orders-db-ingress",
      ],
    );
    const rule = children["aws:vpc:SecurityGroupEgressRule carts-to-orders-db-egress"];
    assert.deepEqual(
      [rule?.["fromPort"], rule?.["toPort"], rule?.["referencedSecurityGroupId"]],
      [5432, 5432, "sg-db"],
    );
  });

  it("lets Lambda attach the function in this account, and refuses the same to its code", async () => {
    const recorded = await recordFunction({ grants: [databaseGrant] });
    const ec2 = (type: string) => `arn:aws:ec2:us-east-1:123456789012:${type}/*`;
    const manage = [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:UnassignPrivateIpAddresses",
    ];
    const describe = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
    assert.deepEqual(statements(recorded, "carts-function-role-policy").slice(0, 3), [
      {
        Sid: "ManageInterfaces",
        Effect: "Allow",
        Action: manage,
        Resource: [ec2("network-interface"), ec2("security-group"), ec2("subnet")],
      },
      { Sid: "DescribeInterfaces", Effect: "Allow", Action: describe, Resource: ["*"] },
      {
        Sid: "NotFromCode",
        Effect: "Deny",
        Action: [...manage, ...describe],
        Resource: ["*"],
        Condition: {
          ArnLike: {
            "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:*",
          },
        },
      },
    ]);
  });
});

describe("FunctionService: provisioned concurrency", () => {
  useWorkspace(sources);
  const configType = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";

  it("keeps a fixed number of copies of the alias", async () => {
    const { children, registrations } = await recordFunction({
      provisionedConcurrency: { min: 3 },
    });
    assert.deepEqual(children["aws:lambda:ProvisionedConcurrencyConfig carts-provisioned"], {
      functionName: "carts-function",
      qualifier: "live",
      provisionedConcurrentExecutions: 3,
    });
    assert.deepEqual(find(registrations, configType).ignoreChanges, []);
    assert.deepEqual(namesOf(registrations, "aws:appautoscaling/target:Target"), []);
  });

  it("follows the load between two bounds, and no deployment resets it", async () => {
    const { children, registrations } = await recordFunction({
      provisionedConcurrency: { min: 2, max: 20 },
    });
    assert.deepEqual(find(registrations, configType).ignoreChanges, [
      "provisionedConcurrentExecutions",
    ]);
    assert.deepEqual(children["aws:appautoscaling:Target carts-provisioned-target"], {
      serviceNamespace: "lambda",
      scalableDimension: "lambda:function:ProvisionedConcurrency",
      resourceId: "function:carts-function:live",
      minCapacity: 2,
      maxCapacity: 20,
    });
    assert.deepEqual(
      children["aws:appautoscaling:Policy carts-provisioned-utilization"]?.[
        "targetTrackingScalingPolicyConfiguration"
      ],
      {
        predefinedMetricSpecification: {
          predefinedMetricType: "LambdaProvisionedConcurrencyUtilization",
        },
        targetValue: 0.7,
      },
    );
  });
});
