/** Which services take roles, by the types that hand them over. Pure. */

const services: Readonly<Record<string, string>> = {
  "aws:apigateway/account:Account": "apigateway.amazonaws.com",
  "aws:backup/selection:Selection": "backup.amazonaws.com",
  "aws:cfg/recorder:Recorder": "config.amazonaws.com",
  "aws:cloudtrail/trail:Trail": "cloudtrail.amazonaws.com",
  "aws:cloudwatch/eventTarget:EventTarget": "events.amazonaws.com",
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": "logs.amazonaws.com",
  "aws:codedeploy/deploymentGroup:DeploymentGroup": "codedeploy.amazonaws.com",
  "aws:cognito/userPool:UserPool": "cognito-idp.amazonaws.com",
  "aws:ec2/flowLog:FlowLog": "vpc-flow-logs.amazonaws.com",
  "aws:ec2/launchTemplate:LaunchTemplate": "ec2.amazonaws.com",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "ecr.amazonaws.com",
  "aws:ecs/service:Service": "ecs.amazonaws.com",
  "aws:ecs/taskDefinition:TaskDefinition": "ecs-tasks.amazonaws.com",
  "aws:eks/addon:Addon": "pods.eks.amazonaws.com",
  "aws:eks/cluster:Cluster": "eks.amazonaws.com",
  "aws:eks/fargateProfile:FargateProfile": "eks-fargate-pods.amazonaws.com",
  "aws:eks/nodeGroup:NodeGroup": "ec2.amazonaws.com",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "pods.eks.amazonaws.com",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "firehose.amazonaws.com",
  "aws:lambda/function:Function": "lambda.amazonaws.com",
  "aws:pipes/pipe:Pipe": "pipes.amazonaws.com",
  "aws:rds/instance:Instance": "monitoring.rds.amazonaws.com",
  "aws:rds/clusterInstance:ClusterInstance": "monitoring.rds.amazonaws.com",
  "aws:rds/proxy:Proxy": "rds.amazonaws.com",
  "aws:scheduler/schedule:Schedule": "scheduler.amazonaws.com",
  "aws:sfn/stateMachine:StateMachine": "states.amazonaws.com",
  "aws:synthetics/canary:Canary": "lambda.amazonaws.com",
};

/** The services that resources of these types hand roles to, sorted. */
export function passedTo(types: readonly string[]): string[] {
  return [...new Set(types.flatMap((type) => services[type] ?? []))].sort();
}
