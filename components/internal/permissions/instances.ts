/** EC2 instances of the cluster, and the sessions of operators. */

/**
 * What the ECS agent of an instance does to its cluster and to its own registration: the actions of
 * AmazonEC2ContainerServiceforEC2Role without creating clusters, and without images and logs, which
 * every task's execution role has.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export const registerInstance = [
  "ecs:DeregisterContainerInstance",
  "ecs:RegisterContainerInstance",
  "ecs:SubmitAttachmentStateChanges",
  "ecs:SubmitContainerStateChange",
  "ecs:SubmitTaskStateChange",
] as const;
export const serveInstance = [
  "ecs:Poll",
  "ecs:StartTelemetrySession",
  "ecs:UpdateContainerInstancesState",
] as const;

/** Asking ECS where to poll; it has no resource to name. */
export const discoverEndpoint = ["ecs:DiscoverPollEndpoint"] as const;

/**
 * Session Manager's side of an instance. Channels have no resource to name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export const registerManagedInstance = ["ssm:UpdateInstanceInformation"] as const;
export const openSessionChannels = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/** Writing the record of an ECS Exec session; finding the group has no resource to name. */
export const writeSessionLog = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
] as const;
export const findLogGroups = ["logs:DescribeLogGroups"] as const;

/** Opening a session whose data is encrypted with a customer managed key. */
export const decryptSession = ["kms:Decrypt"] as const;
