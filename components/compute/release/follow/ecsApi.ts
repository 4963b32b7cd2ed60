/** What following a release asks of AWS. The SDK's clients fit as they are; tests fake them. */
import type {
  GetLogEventsCommandInput,
  GetLogEventsCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";
import type {
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceDeploymentsCommandOutput,
  DescribeServicesCommandInput,
  DescribeServicesCommandOutput,
  DescribeTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandOutput,
  DescribeTasksCommandInput,
  DescribeTasksCommandOutput,
  ListServiceDeploymentsCommandInput,
  ListServiceDeploymentsCommandOutput,
  ListTasksCommandInput,
  ListTasksCommandOutput,
} from "@aws-sdk/client-ecs";

export interface EcsApi {
  describeServices(
    input: DescribeServicesCommandInput,
  ): Promise<Pick<DescribeServicesCommandOutput, "services">>;
  listServiceDeployments(
    input: ListServiceDeploymentsCommandInput,
  ): Promise<Pick<ListServiceDeploymentsCommandOutput, "serviceDeployments">>;
  describeServiceDeployments(
    input: DescribeServiceDeploymentsCommandInput,
  ): Promise<Pick<DescribeServiceDeploymentsCommandOutput, "serviceDeployments">>;
  listTasks(input: ListTasksCommandInput): Promise<Pick<ListTasksCommandOutput, "taskArns">>;
  describeTasks(
    input: DescribeTasksCommandInput,
  ): Promise<Pick<DescribeTasksCommandOutput, "tasks">>;
  describeTaskDefinition(
    input: DescribeTaskDefinitionCommandInput,
  ): Promise<Pick<DescribeTaskDefinitionCommandOutput, "taskDefinition">>;
}

export interface LogsApi {
  getLogEvents(input: GetLogEventsCommandInput): Promise<Pick<GetLogEventsCommandOutput, "events">>;
}

/** The actions behind it, for messages and documentation. */
export const followerActions = [
  "ecs:DescribeServiceDeployments",
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "ecs:DescribeTasks",
  "ecs:ListServiceDeployments",
  "ecs:ListTasks",
  "logs:GetLogEvents",
] as const;

/** Last part of an ARN, such as the id of a deployment or `family:revision`. */
export function lastPart(arn: string): string {
  return arn.split("/").pop() ?? arn;
}
