/** Everything the sandbox runs, read from the state and checked before anything is started. */
import {
  type Listener,
  type LoadBalancer,
  type TargetGroup,
  readAttachments,
  readListeners,
  readLoadBalancers,
  readTargetGroups,
} from "./balancer/definitions";
import { type Cache, readCaches } from "./caches/definitions";
import { type Seed, readSeeds } from "./data/seeds";
import { type Table, readTables } from "./data/tables";
import {
  type Distribution,
  type EdgeFunctionCode,
  type VpcOrigin,
  readDistributions,
  readEdgeFunctions,
  readVpcOrigins,
} from "./edge/distributions";
import { type Forwarding, readForwardingPolicies } from "./edge/forwarding";
import { type ResponseHeadersPolicy, readResponseHeadersPolicies } from "./edge/responseHeaders";
import {
  type LambdaFunction,
  type LambdaPermission,
  readFunctions,
  readPermissions,
} from "./functions/lambdaFunctions";
import { type Gateways, readGateways } from "./gateway/read";
import { type Identity, readIdentity } from "./identity/roles";
import { type TokenIssuer, readTokenIssuers } from "./identity/tokens/issuers";
import { type BuiltImage, readImages } from "./images/images";
import { type Messaging, readMessaging } from "./messaging/model";
import {
  type SecurityGroupRule,
  readSecurityGroupIds,
  readSecurityGroupRules,
  readSubnetCidrs,
} from "./network/securityGroups";
import { type Database, readDatabases } from "./relational/definitions";
import type { DeployedStack } from "./state/deployedStack";
import { type Bucket, type BucketObject, readBucketObjects, readBuckets } from "./storage/buckets";
import { type ContainerServiceDefinition, readContainerServices } from "./tasks/definitions";
import { readOneOffTasks } from "./tasks/oneOffTasks";
import { readPodServices } from "./tasks/pods";
import { type SecretValues, readEmptySecrets, readSecretValues } from "./tasks/secrets";
import { CloudError } from "./types";

export interface CloudModel {
  readonly accountId: string;
  readonly region: string;
  readonly identity: Identity;
  readonly tokenIssuers: readonly TokenIssuer[];
  readonly network: {
    readonly rules: readonly SecurityGroupRule[];
    readonly groupIds: ReadonlySet<string>;
    readonly subnetCidrs: ReadonlyMap<string, string>;
  };
  readonly tables: readonly Table[];
  readonly seeds: readonly Seed[];
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly buckets: readonly Bucket[];
  readonly objects: readonly BucketObject[];
  readonly messaging: Messaging;
  readonly functions: readonly LambdaFunction[];
  readonly permissions: readonly LambdaPermission[];
  readonly images: readonly BuiltImage[];
  readonly services: readonly ContainerServiceDefinition[];
  /** Tasks that run once, before the services. */
  readonly oneOffTasks: readonly ContainerServiceDefinition[];
  readonly secrets: SecretValues;
  /** ARNs of secrets that have no value in the state. */
  readonly emptySecrets: readonly string[];
  readonly balancers: readonly LoadBalancer[];
  readonly listeners: readonly Listener[];
  readonly targetGroups: readonly TargetGroup[];
  readonly attachments: ReadonlyMap<string, readonly string[]>;
  readonly gateways: Gateways;
  readonly distribution: Distribution;
  readonly vpcOrigins: ReadonlyMap<string, VpcOrigin>;
  readonly edgeFunctions: readonly EdgeFunctionCode[];
  readonly forwarding: ReadonlyMap<string, Forwarding>;
  readonly responseHeaders: ReadonlyMap<string, ResponseHeadersPolicy>;
}

/** Account and region as the ARNs of regional resources carry them. */
function whereDeployed(arns: readonly string[]): { accountId: string; region: string } {
  for (const arn of arns) {
    const [, , , region, accountId] = arn.split(":");
    if (region !== undefined && region !== "" && accountId !== undefined && accountId !== "") {
      return { region, accountId };
    }
  }
  throw new CloudError(
    "The state holds no load balancer or function to run: no ARN in it names an account and a region. " +
      "Deploy the stack first.",
  );
}

function onlyDistribution(distributions: readonly Distribution[]): Distribution {
  const [first, ...others] = distributions;
  if (first !== undefined && others.length === 0) return first;
  throw new CloudError(
    `The state holds ${distributions.length} enabled CloudFront distributions, and the sandbox has one ` +
      "front door: exactly one is expected. Deploy the stack again, or keep further distributions out of it.",
  );
}

/** @throws CloudError for whatever the sandbox cannot run */
export function readCloudModel(stack: DeployedStack): CloudModel {
  if (stack.size === 0) {
    throw new CloudError(
      "The stack has no deployed resources. Deploy it first: npm start does both.",
    );
  }
  const distribution = onlyDistribution(readDistributions(stack));
  const balancers = readLoadBalancers(stack);
  const listeners = readListeners(stack);
  const functions = readFunctions(stack);
  const subnetCidrs = readSubnetCidrs(stack);
  const secrets = readSecretValues(stack);
  return {
    ...whereDeployed([...balancers, ...functions].map(({ arn }) => arn)),
    identity: readIdentity(stack),
    tokenIssuers: readTokenIssuers(stack),
    network: {
      rules: readSecurityGroupRules(stack),
      groupIds: readSecurityGroupIds(stack),
      subnetCidrs,
    },
    tables: readTables(stack),
    seeds: readSeeds(stack),
    databases: readDatabases(stack, subnetCidrs),
    caches: readCaches(stack, subnetCidrs),
    buckets: readBuckets(stack),
    objects: readBucketObjects(stack),
    messaging: readMessaging(stack),
    functions,
    permissions: readPermissions(stack),
    images: readImages(stack),
    services: [...readContainerServices(stack), ...readPodServices(stack)],
    oneOffTasks: readOneOffTasks(stack),
    secrets,
    emptySecrets: readEmptySecrets(stack, secrets),
    balancers,
    listeners,
    targetGroups: readTargetGroups(stack),
    attachments: readAttachments(stack),
    gateways: readGateways(stack, listeners),
    distribution,
    vpcOrigins: readVpcOrigins(stack),
    edgeFunctions: readEdgeFunctions(stack),
    forwarding: readForwardingPolicies(stack),
    responseHeaders: readResponseHeadersPolicies(stack),
  };
}
