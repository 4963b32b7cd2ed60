/** What holds state: lost, it does not come back with the next deployment. The one list. */
import type { DeclaredResource } from "./resources";

export interface Holding {
  /** What is lost with the resource, in the plural. */
  readonly holds: string;
  /**
   * Whether Pulumi has to refuse its deletion where a stack protects its state. Not for what comes and goes with a
   * service, which a change of the registry or of a runtime must be able to delete.
   */
  readonly protected: boolean;
}

const kept = (holds: string): Holding => ({ holds, protected: true });
const unprotected = (holds: string): Holding => ({ holds, protected: false });

/** By type. Settings of a resource, such as a bucket's policy, are made again from the program and are not here. */
export const stateful: Readonly<Record<string, Holding>> = {
  "aws:dynamodb/table:Table": kept("items"),
  "aws:dynamodb/tableReplica:TableReplica": kept("items of a region"),
  "aws:rds/cluster:Cluster": kept("rows"),
  "aws:rds/instance:Instance": kept("rows"),
  "aws:rds/globalCluster:GlobalCluster": kept("rows of all regions"),
  "aws:s3/bucket:Bucket": kept("objects"),
  // Rebuilt from the store behind it, which has to bear the load until it is warm.
  "aws:elasticache/replicationGroup:ReplicationGroup": unprotected("cached values and sessions"),
  "aws:elasticache/serverlessCache:ServerlessCache": unprotected("cached values and sessions"),
  "aws:elasticache/cluster:Cluster": unprotected("cached values"),
  "aws:dax/cluster:Cluster": unprotected("cached items"),
  // Whatever was encrypted with it can never be read again.
  "aws:kms/key:Key": kept("key material"),
  "aws:secretsmanager/secret:Secret": unprotected("secret values"),
  "random:index/randomPassword:RandomPassword": unprotected("password"),
  "random:index/randomId:RandomId": unprotected("id that names are made from"),
  // Customers would have to sign up again: passwords cannot be exported.
  "aws:cognito/userPool:UserPool": kept("customers and their passwords"),
  // Its id is in every app that signs customers in.
  "aws:cognito/userPoolClient:UserPoolClient": unprotected("client id and secret"),
  "aws:apigateway/apiKey:ApiKey": unprotected("key that callers hold"),
  "aws:sqs/queue:Queue": unprotected("waiting messages"),
  "aws:sns/topic:Topic": unprotected("subscriptions that people confirmed"),
  "aws:kinesis/stream:Stream": unprotected("records"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": unprotected("buffered records"),
  "aws:cloudwatch/eventBus:EventBus": unprotected("rules and subscriptions of other stacks"),
  "aws:cloudwatch/eventArchive:EventArchive": kept("events to replay"),
  "aws:cloudwatch/logGroup:LogGroup": unprotected("logs"),
  "aws:cloudtrail/trail:Trail": unprotected("chain of digests that proves the logs"),
  // A rollback needs the images of the last releases.
  "aws:ecr/repository:Repository": unprotected("images"),
  // New name servers have to be entered at the registrar, and until then nothing resolves.
  "aws:route53/zone:Zone": kept("name servers and records"),
  "aws:eks/cluster:Cluster": kept("objects of the cluster"),
  // Everything stands in it: a new one replaces the databases, balancers and services.
  "awsx:ec2:Vpc": unprotected("network that everything else is attached to"),
  // Its address is in others' records and allow-lists.
  "aws:lb/loadBalancer:LoadBalancer": kept("address"),
  "aws:cloudfront/distribution:Distribution": unprotected("address"),
};

/** Names of what Pulumi would delete although the list wants it protected. */
export function unprotectedState(
  resources: readonly Pick<DeclaredResource, "type" | "name" | "protect">[],
): string[] {
  return resources
    .filter(({ type, protect }) => stateful[type]?.protected === true && !protect)
    .map(({ name }) => name)
    .sort();
}
