/**
 * What Lambda and CodeDeploy say of a function's release. Here each deployment has succeeded as soon as it
 * is begun: the sandbox runs the code that the function has, whatever its alias.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { DeployedStack } from "../../cloud/state/deployedStack";
import { ActionError, type ActionInput, type Actions } from "./actions";

const aliasSchema = z.object({
  arn: z.string(),
  name: z.string(),
  functionName: z.string(),
  functionVersion: z.string(),
});
const groupSchema = z.object({ appName: z.string(), deploymentGroupName: z.string() });
const revisionSchema = z.object({ appSpecContent: z.object({ content: z.string() }) });
const appSpecSchema = z.object({
  Resources: z
    .array(
      z.record(
        z.string(),
        z.object({
          Properties: z.object({
            Name: z.string(),
            Alias: z.string(),
            CurrentVersion: z.string(),
            TargetVersion: z.string(),
          }),
        }),
      ),
    )
    .length(1),
});

/** Where the deployments of one run have moved aliases, and what they were. */
interface Moves {
  readonly versions: Map<string, string>;
  readonly deployments: Map<string, object>;
}

const codeDeploy = "CodeDeploy_20141006";

/** Actions that remember, for one run of the engine, which deployments they were asked for. */
export function functionActions(): Actions {
  const moves: Moves = { versions: new Map(), deployments: new Map() };
  return {
    "AWSLambda.GetAlias": (input, stack) => getAlias(input, stack, moves),
    [`${codeDeploy}.CreateDeployment`]: (input, stack) => createDeployment(input, stack, moves),
    [`${codeDeploy}.GetDeployment`]: ({ deploymentId }) => {
      const deploymentInfo = moves.deployments.get(String(deploymentId));
      if (deploymentInfo === undefined) {
        throw new ActionError(
          "DeploymentDoesNotExistException",
          `The deployment ${String(deploymentId)} could not be found`,
        );
      }
      return { deploymentInfo };
    },
    // Each has ended when it is asked for, so none is ever active.
    [`${codeDeploy}.ListDeployments`]: () => ({ deployments: [] }),
  };
}

function getAlias(input: ActionInput, stack: DeployedStack, { versions }: Moves): object {
  const key = aliasKey(input.FunctionName, input.Name);
  const found = stack
    .ofType("aws:lambda/alias:Alias", aliasSchema)
    .find(({ properties }) => aliasKey(properties.functionName, properties.name) === key);
  if (found === undefined) {
    throw new ActionError("ResourceNotFoundException", `Cannot find alias ${key}`);
  }
  const { arn, name, functionVersion } = found.properties;
  return { AliasArn: arn, Name: name, FunctionVersion: versions.get(key) ?? functionVersion };
}

function createDeployment(input: ActionInput, stack: DeployedStack, moves: Moves): object {
  const { applicationName, deploymentGroupName, revision } = input;
  const groups = stack.ofType("aws:codedeploy/deploymentGroup:DeploymentGroup", groupSchema);
  const group = groups.find(
    ({ properties }) =>
      properties.appName === applicationName &&
      properties.deploymentGroupName === deploymentGroupName,
  );
  if (group === undefined) {
    throw new ActionError(
      "DeploymentGroupDoesNotExistException",
      `No deployment group ${String(deploymentGroupName)} in application ${String(applicationName)}`,
    );
  }
  const { Name, Alias, TargetVersion } = moveIn(revision);
  const deploymentId = `d-${randomUUID().slice(0, 9).toUpperCase().replace("-", "0")}`;
  moves.versions.set(aliasKey(Name, Alias), TargetVersion);
  moves.deployments.set(deploymentId, { deploymentId, status: "Succeeded", revision });
  return { deploymentId };
}

/** @throws ActionError for a revision that is not the AppSpec of one function */
function moveIn(revision: unknown) {
  try {
    const { content } = revisionSchema.parse(revision).appSpecContent;
    const [resource = {}] = appSpecSchema.parse(JSON.parse(content)).Resources;
    const [named] = Object.values(resource);
    if (named === undefined) throw new Error("it names no function");
    return named.Properties;
  } catch (error) {
    throw new ActionError("InvalidRevisionException", `The AppSpec is not valid: ${String(error)}`);
  }
}

function aliasKey(functionName: unknown, aliasName: unknown): string {
  return `${String(functionName)}:${String(aliasName)}`;
}
