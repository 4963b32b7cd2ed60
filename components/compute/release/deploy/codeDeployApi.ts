/** What releasing a function asks of AWS. The SDK's clients fit as they are; tests fake them. */
import type {
  CreateDeploymentCommandInput,
  CreateDeploymentCommandOutput,
  GetDeploymentCommandInput,
  GetDeploymentCommandOutput,
  ListDeploymentsCommandInput,
  ListDeploymentsCommandOutput,
} from "@aws-sdk/client-codedeploy";
import type { GetAliasCommandInput, GetAliasCommandOutput } from "@aws-sdk/client-lambda";

export interface CodeDeployApi {
  createDeployment(
    input: CreateDeploymentCommandInput,
  ): Promise<Pick<CreateDeploymentCommandOutput, "deploymentId">>;
  getDeployment(
    input: GetDeploymentCommandInput,
  ): Promise<Pick<GetDeploymentCommandOutput, "deploymentInfo">>;
  listDeployments(
    input: ListDeploymentsCommandInput,
  ): Promise<Pick<ListDeploymentsCommandOutput, "deployments">>;
}

export interface AliasApi {
  getAlias(
    input: GetAliasCommandInput,
  ): Promise<Pick<GetAliasCommandOutput, "FunctionVersion" | "RoutingConfig">>;
}

/** The actions behind it, for messages and documentation. */
export const deployerActions = [
  "codedeploy:CreateDeployment",
  "codedeploy:GetApplicationRevision",
  "codedeploy:GetDeployment",
  "codedeploy:GetDeploymentConfig",
  "codedeploy:ListDeployments",
  "codedeploy:RegisterApplicationRevision",
  "lambda:GetAlias",
] as const;
