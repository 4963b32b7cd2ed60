/** Settings that a resource takes itself or from a resource of their own. */

export type Props = Readonly<Record<string, unknown>>;

export interface Split {
  /** What has the settings. */
  readonly subject: string;
  /** The resource of their own. */
  readonly separate: string;
  /** Its property that names the subject. */
  readonly link: string;
  /** Its settings as properties of the subject. */
  readonly inline: (props: Props) => Props;
  /** The property of the subject that holds them. */
  readonly held: string;
  /** One element of that property, or all of it, as properties of the resource of their own. */
  readonly apart?: (held: unknown) => Props;
}

/** A document under the same name on both. */
function document(subject: string, separate: string, link: string, name = "policy"): Split {
  return {
    ...{ subject, separate, link, held: name },
    inline: (props) => ({ [name]: props[name] }),
    apart: (held) => ({ [name]: held }),
  };
}

function first(list: unknown): Props {
  return (Array.isArray(list) ? list[0] : {}) as Props;
}

function block(value: unknown): Props {
  return (typeof value === "object" && value !== null ? value : {}) as Props;
}

function present(values: readonly unknown[]): readonly unknown[] {
  return values.filter((each) => each !== undefined);
}

/** A standalone rule of a security group as the group has it. */
function groupRule(props: Props): Props {
  const { ipProtocol, cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId, ...rest } =
    props;
  return {
    protocol: ipProtocol,
    fromPort: rest["fromPort"],
    toPort: rest["toPort"],
    description: rest["description"],
    cidrBlocks: present([cidrIpv4]),
    ipv6CidrBlocks: present([cidrIpv6]),
    prefixListIds: present([prefixListId]),
    securityGroups: present([referencedSecurityGroupId]),
  };
}

function olderGroupRule({ type, sourceSecurityGroupId, ...rest }: Props): Props {
  const way = type === "egress" ? "egress" : "ingress";
  return { [way]: [{ ...rest, securityGroups: present([sourceSecurityGroupId]) }] };
}

function lifecycleRule(rule: Props): Props {
  const {
    status,
    filter,
    abortIncompleteMultipartUpload: abort,
    noncurrentVersionExpiration: old,
  } = rule;
  return {
    enabled: status === "Enabled" || (status === "Disabled" ? false : status),
    prefix: rule["prefix"] ?? block(filter)["prefix"],
    tags: block(filter)["tag"] ?? block(filter)["and"],
    expiration: rule["expiration"],
    noncurrentVersionExpiration: old && { days: block(old)["noncurrentDays"] },
    abortIncompleteMultipartUploadDays:
      abort === undefined
        ? undefined
        : typeof abort === "string"
          ? abort
          : block(abort)["daysAfterInitiation"],
  };
}

export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

export const SPLITS: readonly Split[] = [
  document("aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy", "bucket"),
  document("aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy", "queueUrl"),
  document(
    "aws:sqs/queue:Queue",
    "aws:sqs/redrivePolicy:RedrivePolicy",
    "queueUrl",
    "redrivePolicy",
  ),
  document("aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy", "arn"),
  document(
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "secretArn",
  ),
  document("aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy", "keyId"),
  {
    subject: "aws:iam/role:Role",
    separate: "aws:iam/rolePolicy:RolePolicy",
    link: "role",
    held: "inlinePolicies",
    inline: ({ policy }) => ({ inlinePolicies: [{ name: "own", policy }] }),
    apart: (held) => ({ policy: block(held)["policy"] }),
  },
  {
    subject: "aws:iam/role:Role",
    separate: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    link: "role",
    held: "managedPolicyArns",
    inline: ({ policyArn }) => ({ managedPolicyArns: [policyArn] }),
    apart: (policyArn) => ({ policyArn }),
  },
  {
    subject: "aws:iam/role:Role",
    separate: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    link: "roleName",
    held: "managedPolicyArns",
    inline: ({ policyArns }) => ({ managedPolicyArns: policyArns }),
    apart: (policyArn) => ({ policyArns: [policyArn] }),
  },
  {
    subject: "aws:s3/bucket:Bucket",
    separate: "aws:s3/bucketVersioning:BucketVersioning",
    link: "bucket",
    held: "versioning",
    apart: (held) => ({
      versioningConfiguration: {
        status: block(held)["enabled"] === true ? "Enabled" : "Suspended",
      },
    }),
    inline: ({ versioningConfiguration }) => ({
      versioning: { enabled: block(versioningConfiguration)["status"] === "Enabled" },
    }),
  },
  {
    subject: "aws:s3/bucket:Bucket",
    separate: "aws:s3/bucketLogging:BucketLogging",
    link: "bucket",
    held: "logging",
    apart: block,
    inline: ({ targetBucket, targetPrefix }) => ({ logging: { targetBucket, targetPrefix } }),
  },
  {
    subject: "aws:s3/bucket:Bucket",
    separate:
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    link: "bucket",
    held: "serverSideEncryptionConfiguration",
    apart: (held) => ({ rules: [block(held)["rule"]] }),
    inline: ({ rules }) => ({ serverSideEncryptionConfiguration: { rule: first(rules) } }),
  },
  {
    subject: "aws:s3/bucket:Bucket",
    separate: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    link: "bucket",
    held: "lifecycleRules",
    inline: ({ rules }) => ({
      lifecycleRules: Array.isArray(rules)
        ? rules.map((rule) => lifecycleRule(block(rule)))
        : rules,
    }),
  },
  {
    subject: "aws:s3/bucket:Bucket",
    separate: "aws:s3/bucketAcl:BucketAcl",
    link: "bucket",
    held: "acl",
    apart: (acl) => ({ acl }),
    inline: ({ acl, accessControlPolicy }) => ({
      acl,
      grants: (block(accessControlPolicy)["grants"] as readonly Props[] | undefined)?.map(
        ({ grantee, permission }) => ({ ...block(grantee), permissions: [permission] }),
      ),
    }),
  },
  {
    subject: SECURITY_GROUP,
    separate: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    link: "securityGroupId",
    held: "ingress",
    inline: (props) => ({ ingress: [groupRule(props)] }),
  },
  {
    subject: SECURITY_GROUP,
    separate: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    link: "securityGroupId",
    held: "egress",
    inline: (props) => ({ egress: [groupRule(props)] }),
  },
  {
    subject: SECURITY_GROUP,
    separate: "aws:ec2/securityGroupRule:SecurityGroupRule",
    link: "securityGroupId",
    held: "ingress",
    apart: (held) => {
      const { securityGroups, ...rest } = block(held);
      return { type: "ingress", ...rest, sourceSecurityGroupId: block(securityGroups)[0] };
    },
    inline: olderGroupRule,
  },
  {
    subject: "aws:ec2/networkAcl:NetworkAcl",
    separate: "aws:ec2/networkAclRule:NetworkAclRule",
    link: "networkAclId",
    held: "ingress",
    apart: (held) => {
      const { ruleNo: ruleNumber, action: ruleAction, ...rest } = block(held);
      return { egress: false, ruleNumber, ruleAction, ...rest };
    },
    inline: ({ egress, ruleNumber, ruleAction, ...rest }) => ({
      [egress === true ? "egress" : "ingress"]: [
        { ...rest, ruleNo: ruleNumber, action: ruleAction },
      ],
    }),
  },
  {
    subject: "aws:dynamodb/table:Table",
    separate: "aws:dynamodb/tableReplica:TableReplica",
    link: "globalTableArn",
    held: "replicas",
    apart: (held) => {
      const { regionName, ...rest } = block(held);
      return { region: regionName, ...rest };
    },
    inline: ({ region, pointInTimeRecovery, deletionProtectionEnabled }) => ({
      replicas: [{ regionName: region, pointInTimeRecovery, deletionProtectionEnabled }],
    }),
  },
  {
    subject: "aws:autoscaling/group:Group",
    separate: "aws:autoscaling/attachment:Attachment",
    link: "autoscalingGroupName",
    held: "targetGroupArns",
    apart: (lbTargetGroupArn) => ({ lbTargetGroupArn }),
    inline: ({ lbTargetGroupArn, elb }) => ({
      targetGroupArns: present([lbTargetGroupArn]),
      loadBalancers: present([elb]),
    }),
  },
];
