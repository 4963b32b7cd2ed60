import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { containerSecrets, secretStatements } from "../../../components/compute/tasks/secrets";
import { Key } from "../../../components/data/key";
import { Secret, type SecretArgs, type SecretRotation } from "../../../components/data/secret";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  childrenOf,
  find,
  namesOf,
  record,
  region,
  valueOf,
} from "../../helpers/recordingMocks";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const policyType = "aws:secretsmanager/secretPolicy:SecretPolicy";
const passwordType = "random:index/randomPassword:RandomPassword";
const arn = "arn:mock:api-key-secret";

function create(more: Partial<SecretArgs> = {}, name = "api-key"): Secret {
  const key = new Key("data", { description: "Data", accountId });
  return new Secret(name, {
    description: "Opens the partner's API",
    key,
    region,
    accountId,
    ...more,
  });
}

const rotator = {
  functionName: pulumi.output("rotator"),
  aliasArn: pulumi.output("arn:aws:lambda:us-east-1:123456789012:function:rotator:live"),
};
const byFunction: SecretRotation = { kind: "function", rotator };
const byPartner: SecretRotation = {
  kind: "partner",
  roleArn: "arn:role",
  metadata: { apiVersion: "v65.0" },
};

function rotated(rotation: SecretRotation, more: Partial<SecretArgs> = {}): Secret {
  const secret = create(more);
  secret.rotate(rotation);
  return secret;
}

describe("Secret", () => {
  it("is encrypted with the given key, restorable for thirty days, and closed to other accounts", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "data:Secret", "api-key"), {
      "aws:secretsmanager:Secret api-key-secret": {
        description: "Opens the partner's API",
        kmsKeyId: "arn:mock:data-key",
        recoveryWindowInDays: 30,
      },
      "aws:secretsmanager:SecretPolicy api-key-policy": {
        secretArn: arn,
        blockPublicPolicy: true,
        policy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "DenyOtherAccounts",
              Effect: "Deny",
              Principal: "*",
              Action: ["secretsmanager:*"],
              Resource: ["*"],
              Condition: {
                StringNotEquals: { "aws:PrincipalAccount": accountId },
                Bool: { "aws:PrincipalIsAWSService": "false" },
              },
            },
          ],
        },
      },
    });
  });

  it("is copied to other regions under their own keys", async () => {
    const { registrations } = await record(() =>
      create({ replicas: [{ region: "eu-west-1", key: { arn: "arn:key:eu" } }] }),
    );
    assert.deepEqual(find(registrations, secretType).inputs["replicas"], [
      { region: "eu-west-1", kmsKeyId: "arn:key:eu" },
    ]);
  });

  it("is deleted sooner, or not at all, when told to", async () => {
    const { registrations } = await record(() => create({ recoveryWindowDays: 7, protect: true }));
    const { inputs, protect } = find(registrations, secretType);
    assert.deepEqual([inputs["recoveryWindowInDays"], protect], [7, true]);
  });
});

describe("Secret value", () => {
  it("is nothing unless the program gives one", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(
      [versionType, passwordType].flatMap((t) => namesOf(registrations, t)),
      [],
    );
  });

  it("is a password of 32 letters and digits, put there once others are locked out", async () => {
    const { registrations } = await record(() => create({ value: { kind: "generated" } }));
    assert.deepEqual(find(registrations, passwordType).inputs, {
      length: 32,
      special: false,
      keepers: { version: "1" },
    });
    const version = find(registrations, versionType);
    assert.equal(version.inputs["secretString"], "api-key-password-result");
    assert.ok(version.dependencies.includes(find(registrations, policyType).urn));
  });

  it("is a password of another make, with what stands beside it", async () => {
    const { registrations } = await record(() =>
      create({
        value: {
          kind: "generated",
          length: 64,
          punctuation: true,
          fields: { username: "app" },
          version: 2,
        },
      }),
    );
    assert.deepEqual(find(registrations, passwordType).inputs, {
      length: 64,
      special: true,
      keepers: { version: "2" },
    });
    assert.equal(
      find(registrations, versionType).inputs["secretString"],
      '{"username":"app","password":"api-key-password-result"}',
    );
  });

  it("is what the program gives", async () => {
    const { registrations } = await record(() => create({ value: { kind: "given", value: "s3" } }));
    assert.equal(find(registrations, versionType).inputs["secretString"], "s3");
    assert.deepEqual(namesOf(registrations, passwordType), []);
  });
});

describe("Secret rotation", () => {
  it("calls the function's alias every thirty days, once it may", async () => {
    const { registrations } = await record(() => rotated(byFunction));
    const permission = find(registrations, "aws:lambda/permission:Permission");
    assert.deepEqual(permission.inputs, {
      action: "lambda:InvokeFunction",
      function: "rotator",
      qualifier: "live",
      principal: "secretsmanager.amazonaws.com",
      sourceArn: arn,
    });
    const rotation = find(registrations, rotationType);
    assert.deepEqual(rotation.inputs, {
      secretId: arn,
      rotationLambdaArn: "arn:aws:lambda:us-east-1:123456789012:function:rotator:live",
      rotationRules: { automaticallyAfterDays: 30 },
    });
    assert.ok(rotation.dependencies.includes(permission.urn));
  });

  it("keeps to other days and hours", async () => {
    const { registrations } = await record(() =>
      rotated({ ...byFunction, everyDays: 7, windowHours: 4, atOnce: false }),
    );
    const { rotationRules, rotateImmediately } = find(registrations, rotationType).inputs;
    assert.deepEqual(rotationRules, { automaticallyAfterDays: 7, duration: "4h" });
    assert.equal(rotateImmediately, false);
  });

  it("is left to Secrets Manager for a partner's credentials", async () => {
    const { registrations } = await record(() =>
      rotated(byPartner, { partner: "SalesforceClientSecret" }),
    );
    assert.equal(find(registrations, secretType).inputs["type"], "SalesforceClientSecret");
    assert.deepEqual(find(registrations, rotationType).inputs, {
      secretId: arn,
      rotationRules: { automaticallyAfterDays: 30 },
      externalSecretRotationRoleArn: "arn:role",
      externalSecretRotationMetadatas: [{ key: "apiVersion", value: "v65.0" }],
    });
    assert.deepEqual(namesOf(registrations, "aws:lambda/permission:Permission"), []);
  });
});

describe("Secret grants", () => {
  const conditions = {
    StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
  };
  const environment = { API_KEY_SECRET_ARN: arn };

  it("give a reader the value and its decryption through Secrets Manager", async () => {
    const { result } = await record(() => create());
    assert.deepEqual(await valueOf(pulumi.output(result.grant("reads"))), {
      environment,
      statements: [
        {
          sid: "ReadsApiKeySecret",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [arn],
        },
        {
          sid: "ReadsApiKeySecretKey",
          actions: ["kms:Decrypt"],
          resources: ["arn:mock:data-key"],
          conditions,
        },
      ],
    });
  });

  it("give a rotator new versions, their encryption, and a password to begin with", async () => {
    const { result } = await record(() => create());
    assert.deepEqual(await valueOf(pulumi.output(result.grant("rotates"))), {
      environment,
      statements: [
        {
          sid: "RotatesApiKeySecret",
          actions: [
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
          ],
          resources: [arn],
        },
        {
          sid: "RotatesApiKeySecretKey",
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: ["arn:mock:data-key"],
          conditions,
        },
        {
          sid: "RotatesApiKeySecretPassword",
          actions: ["secretsmanager:GetRandomPassword"],
          resources: ["*"],
        },
      ],
    });
  });
});

describe("Secret in a container", () => {
  it("is the whole secret, or a key of its object, that ECS may read and decrypt", async () => {
    const { result } = await record(() => create());
    const secrets = { KEY: result.reference(), USER: result.reference("username") };
    assert.deepEqual(await valueOf(pulumi.output(containerSecrets(secrets))), [
      { name: "KEY", valueFrom: arn },
      { name: "USER", valueFrom: `${arn}:username::` },
    ]);
    const statements = await valueOf(pulumi.output(secretStatements(secrets, region)));
    assert.deepEqual(
      statements.map(({ actions, resources }) => [...actions, ...resources]),
      [
        ["secretsmanager:GetSecretValue", arn],
        ["kms:Decrypt", "arn:mock:data-key"],
      ],
    );
  });
});

describeMistakes("Secret", "secret.md", [
  {
    argument: "recoveryWindowDays",
    message: "recoveryWindowDays must be a whole number from 7 to 30, got 0",
    make: () => create({ recoveryWindowDays: 0 }),
  },
  {
    argument: "description",
    message:
      'description must say what the secret opens, got ""; people find secrets by it in the console',
    make: () => create({ description: " " }),
  },
  {
    argument: "name",
    message:
      'name must hold letters, digits and /_+=.@- only, got "api key"; the secret is named after it',
    make: () => create({}, "api key"),
  },
  {
    argument: "value",
    message: "value.length must be a whole number from 16 to 4096, got 8",
    make: () => create({ value: { kind: "generated", length: 8 } }),
  },
  {
    argument: "value",
    message:
      "value.fields must not hold password, which is generated; name the field otherwise, or give the whole value",
    make: () => create({ value: { kind: "generated", fields: { password: "x" } } }),
  },
  {
    argument: "replicas",
    message:
      "replicas must be in other regions, got us-east-1, where the secret itself is; remove that replica",
    make: () => create({ replicas: [{ region, key: { arn: "arn:key" } }] }),
  },
  {
    argument: "rotate",
    message: "rotate everyDays must be a whole number from 1 to 90, got 365",
    make: () => rotated({ ...byFunction, everyDays: 365 }),
  },
  {
    argument: "rotate",
    message:
      "rotate may be called once, got a second call; a secret has one rotation, so remove one",
    make: () => {
      rotated(byFunction).rotate(byFunction);
    },
  },
  {
    argument: "rotate",
    message:
      'rotate with kind "partner" needs argument partner, got none; name the partner, or rotate by a function',
    make: () => rotated(byPartner),
  },
  {
    argument: "partner",
    message:
      'rotate must be of kind "partner" for a secret of SalesforceClientSecret, got "function"; leave partner out, or have Secrets Manager rotate',
    make: () => rotated(byFunction, { partner: "SalesforceClientSecret" }),
  },
]);
