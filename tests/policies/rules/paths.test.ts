/** Rules on whole ways through the stack: from the internet to data, and from a role to data. */
import type * as ec2 from "@pulumi/aws/ec2";
import type * as elasticache from "@pulumi/aws/elasticache";
import type * as iam from "@pulumi/aws/iam";
import type * as lambda from "@pulumi/aws/lambda";
import type * as lb from "@pulumi/aws/lb";
import type * as rds from "@pulumi/aws/rds";
import type * as sqs from "@pulumi/aws/sqs";
import type * as vpcRules from "@pulumi/aws/vpc";
import { iamGrantsMatchEnvironment, vpcDatabaseReachability } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import type { Change } from "../helpers/fixture";
import { resource, unknown } from "../helpers/fixture";

function group(name: string) {
  const args = { vpcId: UNKNOWN, id: UNKNOWN };
  return resource<ec2.SecurityGroupArgs & { readonly id: string }>(
    "aws:ec2/securityGroup:SecurityGroup",
    name,
    args,
  );
}

function admits(to: string, from: string, port: number) {
  return resource<vpcRules.SecurityGroupIngressRuleArgs>(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    `${to}-from-${from}`,
    {
      securityGroupId: UNKNOWN,
      referencedSecurityGroupId: UNKNOWN,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    },
    { dependsOn: { securityGroupId: [to], referencedSecurityGroupId: [from] } },
  );
}

const database = resource<rds.InstanceArgs>(
  "aws:rds/instance:Instance",
  "orders",
  { instanceClass: "db.t4g.micro", vpcSecurityGroupIds: [UNKNOWN] },
  { dependsOn: { vpcSecurityGroupIds: ["data"] } },
);
const balancer = resource<lb.LoadBalancerArgs>(
  "aws:lb/loadBalancer:LoadBalancer",
  "api",
  { internal: true, securityGroups: [UNKNOWN] },
  { dependsOn: { securityGroups: ["edge"] } },
);
const world = resource<vpcRules.SecurityGroupIngressRuleArgs>(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "edge-from-world",
  {
    securityGroupId: UNKNOWN,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
  },
  { dependsOn: { securityGroupId: ["edge"] } },
);
const way = [group("edge"), group("service"), group("data")];

describeRule(vpcDatabaseReachability, {
  valid: [
    database,
    balancer,
    world,
    ...way,
    admits("service", "edge", 8080),
    admits("data", "service", 5432),
  ],
  passes: {
    "a database that nothing may reach": {
      drop: ["data-from-service", "edge-from-world"],
    },
    "groups that admit each other in a circle": {
      drop: ["edge-from-world"],
      add: [admits("service", "data", 9000)],
    },
    "a shorter way where that is enough": {
      add: [admits("data", "edge", 5432)],
      config: { between: 1 },
    },
  },
  fails: {
    "a way past the service": {
      add: [admits("data", "edge", 5432)],
      says: 'the internet reaches it through security group "edge", then "data", and rule "data-from-edge" opens the last',
    },
    "a service that is open itself": {
      on: "edge-from-world",
      at: "orders",
      dependsOn: { securityGroupId: ["service"] },
      says: 'through security group "service", then "data", and rule "data-from-service" opens',
    },
    "a database that is open itself": {
      on: "edge-from-world",
      at: "orders",
      dependsOn: { securityGroupId: ["data"] },
      says: 'through security group "data", and rule "edge-from-world" opens the last',
    },
    "a public load balancer beside the database": {
      on: "api",
      at: "orders",
      set: { internal: false },
      drop: ["edge-from-world", "service-from-edge", "data-from-service"],
      add: [admits("data", "edge", 5432)],
      says: 'through security group "edge", then "data"',
    },
    "a load balancer beside it that CloudFront passes requests to": {
      drop: ["edge-from-world"],
      add: [
        admits("data", "edge", 5432),
        resource(
          "aws:cloudfront/vpcOrigin:VpcOrigin",
          "origin",
          { vpcOriginEndpointConfig: { arn: UNKNOWN } },
          { dependsOn: { vpcOriginEndpointConfig: ["api"] } },
        ),
      ],
      says: 'through security group "edge", then "data"',
    },
    "an opening in the group of a cache itself": {
      drop: ["orders", "data"],
      add: [
        resource<elasticache.ReplicationGroupArgs>(
          "aws:elasticache/replicationGroup:ReplicationGroup",
          "sessions",
          { description: "Sessions", securityGroupIds: [UNKNOWN] },
          { dependsOn: { securityGroupIds: ["cache"] } },
        ),
        resource<ec2.SecurityGroupArgs>(
          "aws:ec2/securityGroup:SecurityGroup",
          "cache",
          {
            ingress: [{ protocol: "tcp", fromPort: 6379, toPort: 6379, securityGroups: [UNKNOWN] }],
          },
          { dependsOn: { ingress: ["edge"] } },
        ),
      ],
      at: "sessions",
      says: 'through security group "edge", then "cache", and ingress[0] opens the last',
    },
  },
  silent: {
    "the address": {
      on: "edge-from-world",
      set: { cidrIpv4: UNKNOWN },
      dependsOn: { securityGroupId: ["data"], cidrIpv4: [] },
    },
  },
});

const arn = "arn:aws:sqs:eu-west-1:111122223333";
const role = resource("aws:iam/role:Role", "orders-role", { assumeRolePolicy: "{}" });
const fn = resource<lambda.FunctionArgs>(
  "aws:lambda/function:Function",
  "orders",
  { role: UNKNOWN, environment: { variables: { PLACED: UNKNOWN } } },
  { dependsOn: { role: ["orders-role"], environment: ["placed"] } },
);
const placed = resource<sqs.QueueArgs & { readonly arn: string }>("aws:sqs/queue:Queue", "placed", {
  arn: `${arn}:placed`,
});
const failed = resource<sqs.QueueArgs>("aws:sqs/queue:Queue", "failed", {});

function allowing(action: string, on: string): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action], Resource: [on] }] });
}

const policy = resource<iam.RolePolicyArgs>(
  "aws:iam/rolePolicy:RolePolicy",
  "orders-policy",
  { role: UNKNOWN, policy: allowing("sqs:SendMessage", `${arn}:placed`) },
  { dependsOn: { role: ["orders-role"], policy: ["placed"] } },
);
const both = { role: ["orders-role"], policy: ["placed", "failed"] };

function listed(policyArns: string[], behind: readonly string[] = []) {
  return resource<iam.RolePolicyAttachmentsExclusiveArgs>(
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "listed",
    { roleName: UNKNOWN, policyArns },
    { dependsOn: { roleName: ["orders-role"], policyArns: behind } },
  );
}

/** The function told of this instead, without a policy of its role. */
function told(name: string): Change {
  return {
    set: {},
    dependsOn: { role: ["orders-role"], environment: [name] },
    drop: ["orders-policy"],
  };
}

/** What lets the role in itself, by a resource of its own. */
function letsIn(name: string, data: string, separate: string): Change {
  return {
    ...told(name),
    add: [
      resource(data, name, {}),
      resource(
        separate,
        `${name}-policy`,
        { resourceArn: UNKNOWN, policy: UNKNOWN },
        { dependsOn: { resourceArn: [name], policy: ["orders-role"] } },
      ),
    ],
  };
}

describeRule(iamGrantsMatchEnvironment, {
  valid: [fn, role, placed, failed, policy],
  passes: {
    "a policy whose text is not known yet": {
      on: "orders-policy",
      set: { policy: UNKNOWN },
      dependsOn: policy.dependsOn,
    },
    "a policy of every queue": {
      on: "orders-policy",
      set: { policy: allowing("sqs:*", "*") },
    },
    "a queue that lets the role in itself": {
      drop: ["orders-policy"],
      add: [
        resource<sqs.QueuePolicyArgs>(
          "aws:sqs/queuePolicy:QueuePolicy",
          "placed-policy",
          { queueUrl: UNKNOWN, policy: UNKNOWN },
          { dependsOn: { queueUrl: ["placed"], policy: ["orders-role"] } },
        ),
      ],
    },
    "a policy that is kept elsewhere": {
      on: "orders-role",
      set: { managedPolicyArns: ["arn:aws:iam::111122223333:policy/queues"] },
      drop: ["orders-policy"],
    },
    "a permission in a policy of which the preview does not know the role": {
      on: "orders-policy",
      set: { policy: allowing("sqs:SendMessage", `${arn}:failed`) },
      dependsOn: { role: ["orders-role"] },
      add: [{ ...policy, name: "stray", dependsOn: { role: [], policy: ["placed"] } }],
    },
    "a table that lets the role in itself": letsIn(
      "carts",
      "aws:dynamodb/table:Table",
      "aws:dynamodb/resourcePolicy:ResourcePolicy",
    ),
    "a stream that lets the role in itself": letsIn(
      "clicks",
      "aws:kinesis/stream:Stream",
      "aws:kinesis/resourcePolicy:ResourcePolicy",
    ),
    "a policy that is kept elsewhere, in the complete list of what is attached": {
      drop: ["orders-policy"],
      add: [listed(["arn:aws:iam::111122223333:policy/queues"])],
    },
    "a permission on what the function's failures go to": {
      on: "orders-policy",
      dependsOn: both,
      add: [
        resource<lambda.FunctionEventInvokeConfigArgs>(
          "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
          "failures",
          { functionName: UNKNOWN, destinationConfig: { onFailure: { destination: UNKNOWN } } },
          { dependsOn: { functionName: ["orders"], destinationConfig: ["failed"] } },
        ),
      ],
    },
    "a permission on what a mapping reads for the function's alias": {
      on: "orders-policy",
      dependsOn: both,
      add: [
        resource("aws:lambda/alias:Alias", "live", {}, { dependsOn: { functionName: ["orders"] } }),
        resource<lambda.EventSourceMappingArgs>(
          "aws:lambda/eventSourceMapping:EventSourceMapping",
          "failed-to-orders",
          { functionName: UNKNOWN, eventSourceArn: UNKNOWN },
          { dependsOn: { functionName: ["live"], eventSourceArn: ["failed"] } },
        ),
      ],
    },
  },
  fails: {
    "a name without a permission": {
      drop: ["orders-policy"],
      says: 'its environment names queue "placed", on which its role grants nothing',
    },
    "a name without a permission, before the role exists": {
      on: "orders-role",
      at: "orders",
      computed: ["managedPolicyArns", "inlinePolicies"],
      drop: ["orders-policy"],
      says: 'its environment names queue "placed", on which its role grants nothing',
    },
    "a permission without a name, in the complete list of what is attached": {
      on: "orders-policy",
      at: "orders",
      set: {},
      add: [
        listed([UNKNOWN], ["on-failed"]),
        resource(
          "aws:iam/policy:Policy",
          "on-failed",
          { policy: allowing("sqs:SendMessage", `${arn}:failed`) },
          { dependsOn: { policy: ["failed"] } },
        ),
      ],
      says: 'its role grants actions on queue "failed", which its environment does not name',
    },
    "a permission of another service": {
      on: "orders-policy",
      at: "orders",
      set: { policy: allowing("sns:Publish", "*") },
      says: 'its environment names queue "placed"',
    },
    "a permission on another queue": {
      on: "orders-policy",
      at: "orders",
      set: { policy: allowing("sqs:SendMessage", `${arn}:placed-again`) },
      says: 'its environment names queue "placed"',
    },
    "a permission without a name": {
      on: "orders-policy",
      at: "orders",
      dependsOn: both,
      says: 'its role grants actions on queue "failed", which its environment does not name',
    },
    "a task that is told of a queue": {
      drop: ["orders", "orders-policy"],
      add: [
        resource(
          "aws:ecs/taskDefinition:TaskDefinition",
          "worker",
          { containerDefinitions: UNKNOWN, taskRoleArn: UNKNOWN },
          { dependsOn: { containerDefinitions: ["placed"], taskRoleArn: ["orders-role"] } },
        ),
      ],
      at: "worker",
      says: 'its environment names queue "placed", on which its role grants nothing',
    },
  },
  silent: {
    "which role it is": unknown("role", { environment: ["placed"], role: [] }),
  },
});
