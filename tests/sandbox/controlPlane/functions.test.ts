import assert from "node:assert/strict";
import { CodeDeploy } from "@aws-sdk/client-codedeploy";
import { Lambda } from "@aws-sdk/client-lambda";
import { writeAppSpec } from "../../../components/compute/release/functionAppSpec";
import { withControlPlane } from "../../../sandbox/engine/controlPlane";
import { resource } from "../cloud/fixtures/state";

const region = "eu-west-1";
const group = { applicationName: "carts-release-1a2b", deploymentGroupName: "live" };

const state = {
  resources: [
    resource("aws:lambda/alias:Alias", "carts-live", {
      arn: "arn:aws:lambda:eu-west-1:123456789012:function:carts-1a2b:live",
      name: "live",
      functionName: "carts-1a2b",
      functionVersion: "1",
    }),
    resource("aws:codedeploy/deploymentGroup:DeploymentGroup", "carts-release-group", {
      appName: group.applicationName,
      deploymentGroupName: group.deploymentGroupName,
    }),
  ],
};

/** Asks the control plane by AWS's own clients. */
function ask<Answer>(question: (codeDeploy: CodeDeploy, lambda: Lambda) => Promise<Answer>) {
  return withControlPlane(
    () => state,
    () => question(new CodeDeploy({ region }), new Lambda({ region })),
  );
}

function moveTo(targetVersion: string) {
  const move = { functionName: "carts-1a2b", aliasName: "live", currentVersion: "1", hooks: {} };
  const content = writeAppSpec({ ...move, targetVersion });
  return { revisionType: "AppSpecContent", appSpecContent: { content } } as const;
}

const alias = { FunctionName: "carts-1a2b", Name: "live" };

describe("the sandbox's control plane: releases of functions", () => {
  it("knows the alias as the state has it", async () => {
    const { FunctionVersion } = await ask((_, lambda) => lambda.getAlias(alias));
    assert.equal(FunctionVersion, "1");
  });

  it("knows no alias that the state has not", async () => {
    await assert.rejects(
      ask((_, lambda) => lambda.getAlias({ ...alias, Name: "test" })),
      { name: "ResourceNotFoundException" },
    );
  });

  it("has moved the alias as soon as a deployment is begun", async () => {
    const { info, active, version } = await ask(async (codeDeploy, lambda) => {
      const { deploymentId } = await codeDeploy.createDeployment({
        ...group,
        revision: moveTo("2"),
      });
      const { deploymentInfo: info } = await codeDeploy.getDeployment({ deploymentId });
      const { deployments: active } = await codeDeploy.listDeployments(group);
      const { FunctionVersion: version } = await lambda.getAlias(alias);
      return { info, active, version };
    });
    assert.equal(info?.status, "Succeeded");
    assert.match(info.revision?.appSpecContent?.content ?? "", /"TargetVersion":"2"/);
    assert.deepEqual(active, []);
    assert.equal(version, "2");
  });

  it("refuses a deployment of a group that does not exist", async () => {
    await assert.rejects(
      ask((codeDeploy) =>
        codeDeploy.createDeployment({
          ...group,
          deploymentGroupName: "other",
          revision: moveTo("2"),
        }),
      ),
      { name: "DeploymentGroupDoesNotExistException" },
    );
  });

  it("refuses an AppSpec that names no function", async () => {
    const revision = { ...moveTo("2"), appSpecContent: { content: '{"version":0.0}' } };
    await assert.rejects(
      ask((codeDeploy) => codeDeploy.createDeployment({ ...group, revision })),
      { name: "InvalidRevisionException" },
    );
  });

  it("knows no deployment that was not begun", async () => {
    await assert.rejects(
      ask((codeDeploy) => codeDeploy.getDeployment({ deploymentId: "d-0" })),
      { name: "DeploymentDoesNotExistException" },
    );
  });
});
