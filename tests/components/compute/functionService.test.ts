import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import {
  FunctionService,
  type FunctionServiceArgs,
} from "../../../components/compute/functionService";
import { platform } from "../../helpers/components";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  record,
  type Registration,
  valueOf,
} from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function create(more: Partial<FunctionServiceArgs> = {}): FunctionService {
  return new FunctionService("carts", {
    ...platform(),
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [
      {
        environment: { CARTS_TABLE_NAME: pulumi.output("carts-1a2b") },
        statements: [
          { sid: "ReadCarts", actions: ["dynamodb:GetItem"], resources: ["arn:mock:t"] },
        ],
      },
    ],
    ...more,
  });
}

/** The unchanged service's registrations, which most tests look at. */
let unchanged: Promise<readonly Registration[]> | undefined;

async function run(more: Partial<FunctionServiceArgs>): Promise<readonly Registration[]> {
  const { registrations } = await record(() => create(more));
  return registrations;
}

function registered(more?: Partial<FunctionServiceArgs>): Promise<readonly Registration[]> {
  return more ? run(more) : (unchanged ??= run({}));
}

describe("FunctionService", () => {
  useWorkspace({
    files: { "services/carts/lambda.ts": "export const handler = () => undefined;" },
  });

  it("creates what one function needs and nothing else", async () => {
    const children = childrenOf(await registered(), "compute:FunctionService", "carts");
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:cloudwatch:LogGroup carts-logs",
      "aws:iam:Role carts-function-role",
      "aws:iam:RolePolicy carts-function-role-policy",
      "aws:lambda:Alias carts-live",
      "aws:lambda:Function carts-function",
      "aws:lambda:Permission carts-from-load-balancer",
      "aws:lb:TargetGroup carts-targets",
      "aws:lb:TargetGroupAttachment carts-target",
    ]);
  });

  it("runs the bundle on Node.js 24 and ARM64, traced, with JSON logs in its own group", async () => {
    const { code, ...inputs } = find(await registered(), "aws:lambda/function:Function").inputs;
    assert.deepEqual(inputs, {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: "arn:mock:carts-function-role",
      memorySize: 512,
      timeout: 10,
      publish: true,
      environment: {
        variables: {
          CARTS_TABLE_NAME: "carts-1a2b",
          NODE_OPTIONS: "--enable-source-maps",
          SERVICE_NAME: "carts",
        },
      },
      tracingConfig: { mode: "Active" },
      loggingConfig: {
        logFormat: "JSON",
        logGroup: "carts-logs",
        applicationLogLevel: "INFO",
        systemLogLevel: "WARN",
      },
    });
    assert.ok(code instanceof pulumi.asset.FileArchive);
    assert.ok(existsSync(`${await code.path}/index.js`));
  });

  it("lets its own target group, in this account, invoke the alias and nothing else", async () => {
    assert.deepEqual(find(await registered(), "aws:lambda/permission:Permission").inputs, {
      action: "lambda:InvokeFunction",
      principal: "elasticloadbalancing.amazonaws.com",
      function: "carts-function",
      qualifier: "live",
      sourceArn: "arn:mock:carts-targets",
      sourceAccount: accountId,
    });
  });

  it("sends traffic to the published version behind the alias, once that is allowed", async () => {
    const registrations = await registered();
    assert.deepEqual(find(registrations, "aws:lambda/alias:Alias").inputs, {
      name: "live",
      functionName: "carts-function",
      functionVersion: "1",
    });
    const attachment = find(registrations, "aws:lb/targetGroupAttachment:TargetGroupAttachment");
    assert.deepEqual(attachment.inputs, {
      targetGroupArn: "arn:mock:carts-targets",
      targetId: "arn:mock:carts-live",
    });
    const permission = find(registrations, "aws:lambda/permission:Permission");
    assert.ok(attachment.dependencies.includes(permission.urn));
    const { targetType } = find(registrations, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal(targetType, "lambda");
  });

  it("may do what its links say, write its log and send traces", async () => {
    const registrations = await registered();
    const policy = find(
      registrations,
      "aws:iam/rolePolicy:RolePolicy",
      "carts-function-role-policy",
    );
    const allow = (sid: string, actions: string[], resource: string) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: [resource],
    });
    assert.deepEqual(inputsOf(policy)["policy"], {
      Version: "2012-10-17",
      Statement: [
        allow("ReadCarts", ["dynamodb:GetItem"], "arn:mock:t"),
        allow(
          "WriteLogs",
          ["logs:CreateLogStream", "logs:PutLogEvents"],
          "arn:mock:carts-logs:log-stream:*",
        ),
        allow("SendTraces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"),
      ],
    });
    const role = find(registrations, "aws:iam/role:Role", "carts-function-role");
    assert.deepEqual(inputsOf(role)["assumeRolePolicy"], {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AssumedByService",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("takes memory and time-out from the definition", async () => {
    const runtime = { kind: "lambda", memoryMiB: 1024, timeoutSeconds: 29 } as const;
    const { inputs } = find(await registered({ runtime }), "aws:lambda/function:Function");
    assert.deepEqual([inputs["memorySize"], inputs["timeout"]], [1024, 29]);
  });

  it("exposes function, role, alias and the version behind it", async () => {
    const { result } = await record(() => create());
    assert.equal(await valueOf(result.version), "1");
    assert.equal(await valueOf(result.functionName), "carts-function");
    assert.equal(await valueOf(result.roleArn), "arn:mock:carts-function-role");
    assert.equal(await valueOf(result.aliasArn), "arn:mock:carts-live");
  });

  it("is created once its role may write logs and send traces, which Lambda checks", async () => {
    const registrations = await registered();
    const policy = find(
      registrations,
      "aws:iam/rolePolicy:RolePolicy",
      "carts-function-role-policy",
    );
    const { propertyDependencies } = find(registrations, "aws:lambda/function:Function");
    assert.ok(propertyDependencies["role"]?.includes(policy.urn));
  });

  it("gets requests once the load balancer knows the function", async () => {
    const registrations = await registered();
    const type = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
    const rule = find(registrations, "aws:lb/listenerRule:ListenerRule");
    assert.ok(rule.dependencies.includes(find(registrations, type).urn));
  });

  it("passes on what its routes ask of the load balancer", async () => {
    const routes = [{ path: "/carts/*", auth: "public", priority: 7 }] as const;
    const { inputs } = find(await registered({ routes }), "aws:lb/listenerRule:ListenerRule");
    assert.deepEqual(
      [inputs["priority"], inputs["conditions"]],
      [7, [{ pathPattern: { values: ["/carts/*"] } }]],
    );
  });

  it("refuses a size that Lambda does not offer", async () => {
    await assert.rejects(registered({ runtime: { kind: "lambda", memoryMiB: 127 } }), {
      message:
        'FunctionService "carts": memoryMiB must be a whole number from 128 to 10240, got 127',
    });
  });
});
