import assert from "node:assert/strict";
import { readIdentity, trusts } from "../../../../sandbox/cloud/identity/roles";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { readPodServices } from "../../../../sandbox/cloud/tasks/pods";
import type { StateResource } from "../../../../sandbox/cloud/types";
import { resource } from "../fixtures/state";

type Bag = Record<string, unknown>;

const account = "123456789012";
const clusterArn = `arn:aws:eks:eu-west-1:${account}:cluster/shop`;
const component = "urn:pulumi:dev::shop::microservices:compute:KubernetesService::catalog";
const metadata = { name: "catalog", namespace: "shop-dev" };
const labels = { app: "catalog" };

const pod = {
  serviceAccountName: "catalog",
  nodeSelector: { "karpenter.sh/nodepool": "services" },
  terminationGracePeriodSeconds: 60,
  containers: [
    {
      name: "catalog",
      image: "catalog@sha256:1",
      env: [{ name: "TABLE_NAME", value: "products" }],
      ports: [{ name: "http", containerPort: 8080 }],
      startupProbe: { periodSeconds: 2, failureThreshold: 30 },
      lifecycle: { preStop: { sleep: { seconds: 30 } } },
    },
  ],
};

function trust(condition: Bag): string {
  return JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: condition },
      },
    ],
  });
}

/** A service in pods of an Auto Mode cluster, with changes by logical name; null takes a resource out. */
function state(changes: Record<string, Bag | null> = {}, more: StateResource[] = []) {
  const resources = [
    resource(
      "kubernetes:apps/v1:Deployment",
      "catalog-deployment",
      { metadata, spec: { replicas: 2, template: { metadata: { labels }, spec: pod } } },
      { parent: component },
    ),
    resource("kubernetes:core/v1:Service", "catalog-endpoints", {
      metadata,
      spec: { selector: labels, ports: [{ port: 80, targetPort: "http" }] },
    }),
    resource("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding", "catalog-binding", {
      metadata,
      spec: { targetGroupARN: "arn:targets", serviceRef: { name: "catalog", port: 80 } },
    }),
    resource("kubernetes:eks.amazonaws.com/v1:NodeClass", "node-class", {
      metadata: { name: "services" },
      spec: {
        subnetSelectorTerms: [{ id: "subnet-a" }],
        securityGroupSelectorTerms: [{ id: "sg-cluster" }],
        podSubnetSelectorTerms: [{ id: "subnet-b" }],
        podSecurityGroupSelectorTerms: [{ id: "sg-pods" }],
      },
    }),
    resource("kubernetes:karpenter.sh/v1:NodePool", "node-pool", {
      metadata: { name: "services" },
      spec: { template: { spec: { nodeClassRef: { name: "services" } } } },
    }),
    resource("aws:eks/cluster:Cluster", "cluster", { name: "shop", arn: clusterArn }),
    resource("aws:eks/podIdentityAssociation:PodIdentityAssociation", "association", {
      namespace: "shop-dev",
      serviceAccount: "catalog",
      roleArn: "arn:role",
      clusterName: "shop",
    }),
    resource("aws:iam/role:Role", "role", {
      name: "role",
      arn: "arn:role",
      assumeRolePolicy: trust({
        "aws:SourceAccount": account,
        "aws:RequestTag/eks-cluster-arn": clusterArn,
        "aws:RequestTag/kubernetes-namespace": "shop-dev",
        "aws:RequestTag/kubernetes-service-account": "catalog",
      }),
    }),
    ...more,
  ];
  return new DeployedStack({
    resources: resources.flatMap((one) => {
      const change = changes[one.id ?? ""];
      if (change === null) return [];
      return [change === undefined ? one : { ...one, outputs: { ...one.outputs, ...change } }];
    }),
  });
}

function serviceOf(stack = state()) {
  const [service] = readPodServices(stack);
  assert.ok(service !== undefined);
  return service;
}

/** Whether the pods get the service's role. */
function getsRole(stack: DeployedStack): boolean {
  const { taskRoleArn, taskRoleAssumer } = serviceOf(stack);
  const role = readIdentity(stack).roles.find(({ arn }) => arn === taskRoleArn);
  assert.ok(role !== undefined && taskRoleAssumer !== undefined);
  return trusts(role, taskRoleAssumer, account);
}

describe("services in pods", () => {
  it("have their component's name, replicas, container and the time that is left to stop", () => {
    const service = serviceOf();
    assert.equal(service.name, "catalog");
    assert.equal(service.runtime, "eks");
    assert.equal(service.serviceName, "shop-dev.catalog");
    assert.equal(service.desiredCount, 2);
    assert.equal(service.gracePeriodSeconds, 60);
    assert.deepEqual(service.container.environment, [{ name: "TABLE_NAME", value: "products" }]);
    assert.equal(service.container.stopTimeout, 30);
  });

  it("are registered with the target group that a binding names, on the port of the container", () => {
    assert.deepEqual(serviceOf().targetGroups, [{ arn: "arn:targets", containerPort: 8080 }]);
    assert.deepEqual(serviceOf(state({ "catalog-binding": null })).targetGroups, []);
    const elsewhere = { metadata: { ...metadata, namespace: "other" } };
    assert.deepEqual(serviceOf(state({ "catalog-binding": elsewhere })).targetGroups, []);
    const spec = { selector: { app: "carts" }, ports: [{ port: 80, targetPort: 8080 }] };
    assert.deepEqual(serviceOf(state({ "catalog-endpoints": { spec } })).targetGroups, []);
  });

  it("are where the class of their nodes puts pods", () => {
    const { securityGroupIds, subnetIds } = serviceOf();
    assert.deepEqual([securityGroupIds, subnetIds], [["sg-pods"], ["subnet-b"]]);
    const shared = serviceOf(
      state({
        "node-class": {
          spec: {
            subnetSelectorTerms: [{ id: "subnet-a" }],
            securityGroupSelectorTerms: [{ id: "sg-cluster" }],
          },
        },
      }),
    );
    assert.deepEqual([shared.securityGroupIds, shared.subnetIds], [["sg-cluster"], ["subnet-a"]]);
  });

  it("get the role that Pod Identity gives their service account, and only they", () => {
    assert.ok(getsRole(state()));
    const foreign = trust({ "aws:RequestTag/kubernetes-service-account": "carts" });
    assert.ok(!getsRole(state({ role: { assumeRolePolicy: foreign } })));
    assert.equal(serviceOf(state({ association: null })).taskRoleArn, undefined);
  });

  it("whose variables come from other objects are refused by name", () => {
    const [container] = pod.containers;
    const env = [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }];
    const spec = {
      template: { metadata: { labels }, spec: { ...pod, containers: [{ ...container, env }] } },
    };
    assert.throws(() => serviceOf(state({ "catalog-deployment": { spec } })), /PASSWORD/);
  });
});

describe("services in pods on Fargate", () => {
  const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
  const issuerArn = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
  const webIdentity = (subject: string) =>
    JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: issuerArn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringEquals: { [`${issuer}:sub`]: subject } },
        },
      ],
    });
  const onFargate = (subject: string) =>
    state(
      {
        association: null,
        "node-pool": null,
        role: { assumeRolePolicy: webIdentity(subject) },
      },
      [
        resource("kubernetes:core/v1:ServiceAccount", "catalog-account", {
          metadata: { ...metadata, annotations: { "eks.amazonaws.com/role-arn": "arn:role" } },
        }),
        resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "issuer", {
          arn: issuerArn,
          url: `https://${issuer}`,
        }),
        resource("kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy", "groups", {
          metadata: { namespace: "shop-dev" },
          spec: {
            podSelector: { matchLabels: labels },
            securityGroups: { groupIds: ["sg-catalog"] },
          },
        }),
        resource("aws:eks/fargateProfile:FargateProfile", "profile", {
          selectors: [{ namespace: "shop-dev" }],
          subnetIds: ["subnet-c"],
        }),
      ],
    );

  it("have the groups of their policy and the subnets of their profile", () => {
    const { securityGroupIds, subnetIds } = serviceOf(onFargate(""));
    assert.deepEqual([securityGroupIds, subnetIds], [["sg-catalog"], ["subnet-c"]]);
  });

  it("get the role that their service account names, when the role trusts just that account", () => {
    assert.ok(getsRole(onFargate("system:serviceaccount:shop-dev:catalog")));
    assert.ok(!getsRole(onFargate("system:serviceaccount:shop-dev:carts")));
  });
});
