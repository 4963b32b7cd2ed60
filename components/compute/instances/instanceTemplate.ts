import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";

export interface InstanceTemplateArgs {
  readonly clusterName: pulumi.Output<string>;
  readonly profileArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly volumeGiB: number;
  readonly detailedMonitoring: boolean;
}

/**
 * The ECS-optimised image of Amazon Linux 2023 for ARM64, looked up at every launch: a new instance is
 * a patched instance, without a deployment.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 */
const image =
  "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id";

/** Root device of that image. */
const rootDevice = "/dev/xvda";

/**
 * What an instance starts with. No key pair, no public address; metadata by IMDSv2 only and one hop
 * far, so that no container on a bridge network gets the instance's credentials.
 */
export function createInstanceTemplate(
  name: string,
  args: InstanceTemplateArgs,
  opts: pulumi.CustomResourceOptions,
): ec2.LaunchTemplate {
  return new ec2.LaunchTemplate(
    `${name}-template`,
    {
      description: `ECS container instances ${name}`,
      imageId: image,
      updateDefaultVersion: true,
      iamInstanceProfile: { arn: args.profileArn },
      vpcSecurityGroupIds: [args.securityGroupId],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      },
      monitoring: { enabled: args.detailedMonitoring },
      blockDeviceMappings: [
        {
          deviceName: rootDevice,
          ebs: {
            volumeType: "gp3",
            volumeSize: args.volumeGiB,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // Instances get their name from the group.
      tagSpecifications: [{ resourceType: "volume", tags: { Name: name } }],
      userData: args.clusterName.apply(userData),
    },
    opts,
  );
}

/**
 * Settings of the ECS agent: tasks in awsvpc mode are kept from the instance's metadata too, logs are
 * written by the task's execution role, and a Spot notice drains the instance.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
function userData(clusterName: string): string {
  const script = `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'SETTINGS'
ECS_CLUSTER=${clusterName}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_DISABLE_PRIVILEGED=true
ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE=true
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
SETTINGS
`;
  return Buffer.from(script).toString("base64");
}
