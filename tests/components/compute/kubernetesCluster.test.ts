import assert from "node:assert/strict";
import { childrenOf, find, inputsOf, type Registration } from "../../helpers/recordingMocks";
import { cluster } from "./catalogPods";

const CLUSTER = "aws:eks/cluster:Cluster";
const ROLE = "aws:iam/role:Role";

function managedPolicies(registrations: readonly Registration[], role: string): unknown[] {
  return registrations
    .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs["role"] === role)
    .map(({ inputs }) => String(inputs["policyArn"]).replace("arn:aws:iam::aws:policy/", ""));
}

function trustOf(registrations: readonly Registration[], role: string): unknown {
  const { assumeRolePolicy } = inputsOf(find(registrations, ROLE, role));
  const { Statement: statements } = assumeRolePolicy as { Statement: unknown[] };
  return statements[0];
}

function specOf(registrations: readonly Registration[], type: string, name = "") {
  return find(registrations, `kubernetes:${type}`, name).inputs["spec"] as Record<string, unknown>;
}

describe("KubernetesCluster", () => {
  let registrations: readonly Registration[];
  before(async () => {
    registrations = await cluster();
  });

  it("creates what services in pods need and nothing else", () => {
    const children = childrenOf(registrations, "compute:KubernetesCluster", "pods");
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:cloudwatch:LogGroup pods-control-plane-logs",
      "aws:cloudwatch:LogGroup pods-performance-logs",
      "aws:cloudwatch:LogGroup pods-service-logs",
      "aws:ec2:SecurityGroup pods-security-group",
      "aws:eks:Addon pods-metrics-server",
      "aws:eks:Addon pods-observability",
      "aws:eks:Cluster pods-cluster",
      "aws:iam:Role pods-agent-role",
      "aws:iam:Role pods-cluster-role",
      "aws:iam:Role pods-node-role",
      "aws:iam:RolePolicyAttachment pods-agent-role-CloudWatchAgentServerPolicy",
      "aws:iam:RolePolicyAttachment pods-cluster-role-AmazonEKSBlockStoragePolicyV2",
      "aws:iam:RolePolicyAttachment pods-cluster-role-AmazonEKSClusterPolicy",
      "aws:iam:RolePolicyAttachment pods-cluster-role-AmazonEKSComputePolicy",
      "aws:iam:RolePolicyAttachment pods-cluster-role-AmazonEKSLoadBalancingPolicy",
      "aws:iam:RolePolicyAttachment pods-cluster-role-AmazonEKSNetworkingPolicy",
      "aws:iam:RolePolicyAttachment pods-node-role-AmazonEC2ContainerRegistryPullOnly",
      "aws:iam:RolePolicyAttachment pods-node-role-AmazonEKSWorkerNodeMinimalPolicy",
      "aws:vpc:SecurityGroupEgressRule pods-to-aws",
      "aws:vpc:SecurityGroupIngressRule pods-to-api-server",
      "aws:vpc:SecurityGroupIngressRule pods-webhooks",
      "kubernetes:core:ConfigMap pods-network-policies",
      "kubernetes:core:Namespace pods-namespace",
      "kubernetes:eks.amazonaws.com:NodeClass pods-node-class",
      "kubernetes:karpenter.sh:NodePool pods-node-pool",
      "kubernetes:networking.k8s.io:NetworkPolicy pods-default-deny",
      "pulumi:providers:kubernetes pods-provider",
    ]);
  });

  it("has a private endpoint, encrypted secrets, every log, and a version in standard support", () => {
    assert.deepEqual(find(registrations, CLUSTER).inputs, {
      name: "shop-test-pods",
      roleArn: "arn:mock:pods-cluster-role",
      version: "1.35",
      upgradePolicy: { supportType: "STANDARD" },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      encryptionConfig: { provider: { keyArn: "arn:mock:data-key" }, resources: ["secrets"] },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      vpcConfig: {
        subnetIds: ["subnet-private-1", "subnet-private-2"],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      deletionProtection: false,
      bootstrapSelfManagedAddons: false,
      computeConfig: {
        enabled: true,
        nodePools: ["general-purpose"],
        nodeRoleArn: "arn:mock:pods-node-role",
      },
      kubernetesNetworkConfig: {
        serviceIpv4Cidr: "172.20.0.0/16",
        elasticLoadBalancing: { enabled: true },
      },
      storageConfig: { blockStorage: { enabled: true } },
    });
  });

  it("comes after its log group and its role's policies, so that it can be removed again", () => {
    const { dependencies } = find(registrations, CLUSTER);
    const needed = [
      find(registrations, "aws:cloudwatch/logGroup:LogGroup", "control-plane-logs"),
      ...registrations.filter(({ name }) => name.startsWith("pods-cluster-role-")),
    ];
    assert.equal(needed.length, 6);
    assert.deepEqual(
      needed.filter(({ urn }) => !dependencies.includes(urn)),
      [],
    );
  });

  it("keeps its logs in a group with retention and key, under the name that EKS writes to", () => {
    const group = find(registrations, "aws:cloudwatch/logGroup:LogGroup", "control-plane-logs");
    assert.deepEqual(group.inputs, {
      name: "/aws/eks/shop-test-pods/cluster",
      kmsKeyId: "arn:mock:logs-key",
      retentionInDays: 30,
    });
  });

  it("lets EKS and the nodes act in roles of their own", () => {
    assert.deepEqual(trustOf(registrations, "pods-cluster-role"), {
      Effect: "Allow",
      Sid: "AssumedByService",
      Principal: { Service: "eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    assert.deepEqual(managedPolicies(registrations, "pods-node-role"), [
      "AmazonEKSWorkerNodeMinimalPolicy",
      "AmazonEC2ContainerRegistryPullOnly",
    ]);
  });

  it("speaks to Kubernetes with a token of whoever runs Pulumi", () => {
    const { kubeconfig } = inputsOf(find(registrations, "pulumi:providers:kubernetes"));
    const { clusters, users } = kubeconfig as Record<string, unknown>;
    assert.deepEqual(clusters, [
      {
        name: "eks",
        cluster: {
          server: "https://pods-cluster.gr7.us-east-1.eks.amazonaws.com",
          "certificate-authority-data": "Y2VydGlmaWNhdGU=",
        },
      },
    ]);
    const [{ user }] = users as [{ user: { exec: { command: string; args: string[] } } }];
    assert.equal(user.exec.command, "aws");
    assert.deepEqual(user.exec.args, [
      "eks",
      "get-token",
      "--cluster-name",
      "shop-test-pods",
      "--region",
      "us-east-1",
    ]);
  });
});

describe("KubernetesCluster on Auto Mode", () => {
  let registrations: readonly Registration[];
  before(async () => {
    registrations = await cluster();
  });

  it("runs pods in private subnets with a security group of their own", () => {
    const subnets = [{ id: "subnet-private-1" }, { id: "subnet-private-2" }];
    assert.deepEqual(specOf(registrations, "eks.amazonaws.com/v1:NodeClass"), {
      role: "pods-node-role",
      subnetSelectorTerms: subnets,
      securityGroupSelectorTerms: [{ id: "pods-cluster-security-group-id" }],
      podSubnetSelectorTerms: subnets,
      podSecurityGroupSelectorTerms: [{ id: "pods-security-group-id" }],
      snatPolicy: "Disabled",
      networkPolicy: "DefaultAllow",
      networkPolicyEventLogs: "Disabled",
    });
  });

  it("keeps the services' nodes to services, on ARM64, on demand and within a limit", () => {
    const { template, limits } = specOf(registrations, "karpenter.sh/v1:NodePool");
    const { spec } = template as { spec: Record<string, unknown> };
    assert.deepEqual(limits, { cpu: "64" });
    assert.deepEqual(spec["taints"], [
      { key: "dedicated", value: "services", effect: "NoSchedule" },
    ]);
    assert.deepEqual(spec["requirements"], [
      { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
      { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
      { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
      { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
    ]);
  });

  it("buys other nodes when told to", async () => {
    const spot = await cluster({
      nodes: { kind: "autoMode", architecture: "x86_64", capacity: "spot", maxVcpus: 8 },
    });
    const { template, limits } = specOf(spot, "karpenter.sh/v1:NodePool");
    const { requirements } = (template as { spec: { requirements: { values: string[] }[] } }).spec;
    assert.deepEqual(
      [requirements[0]?.values, requirements[1]?.values, limits],
      [["amd64"], ["spot"], { cpu: "8" }],
    );
  });

  it("refuses privileged pods, denies by default, and enforces network policies", () => {
    const { metadata } = find(registrations, "kubernetes:core/v1:Namespace").inputs;
    assert.deepEqual(metadata, {
      name: "shop-test",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
        "eks.amazonaws.com/pod-readiness-gate-inject": "enabled",
      },
    });
    assert.deepEqual(specOf(registrations, "networking.k8s.io/v1:NetworkPolicy"), {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
    assert.deepEqual(find(registrations, "kubernetes:core/v1:ConfigMap").inputs["data"], {
      "enable-network-policy-controller": "true",
    });
  });

  it("writes each service's lines to its own group, in the name of the agents only", () => {
    const { configurationValues, podIdentityAssociations } = find(
      registrations,
      "aws:eks/addon:Addon",
      "observability",
    ).inputs;
    assert.deepEqual(podIdentityAssociations, [
      { serviceAccount: "cloudwatch-agent", roleArn: "arn:mock:pods-agent-role" },
    ]);
    assert.match(
      String(configurationValues),
      /log_group_template \/aws\/eks\/shop-test-pods\/services\/\$kubernetes\['container_name'\]/,
    );
    assert.deepEqual(trustOf(registrations, "pods-agent-role"), {
      Effect: "Allow",
      Sid: "AssumedByPods",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": "123456789012",
          "aws:RequestTag/eks-cluster-arn": "arn:mock:pods-cluster",
          "aws:RequestTag/kubernetes-namespace": "amazon-cloudwatch",
          "aws:RequestTag/kubernetes-service-account": "cloudwatch-agent",
        },
      },
    });
  });

  it("leaves the pods as they are: nothing is injected to trace their requests", () => {
    const { configurationValues } = find(
      registrations,
      "aws:eks/addon:Addon",
      "observability",
    ).inputs;
    assert.match(String(configurationValues), /"autoMonitor":\{"monitorAllServices":false\}/);
  });

  it("collects nothing when told not to", async () => {
    const silent = await cluster({ containerInsights: false });
    assert.deepEqual(
      silent.filter(({ type }) => type === "aws:eks/addon:Addon").map(({ name }) => name),
      ["pods-metrics-server"],
    );
  });
});

describe("KubernetesCluster on Fargate", () => {
  let registrations: readonly Registration[];
  before(async () => {
    registrations = await cluster({ nodes: { kind: "fargate" } });
  });

  it("has profiles for the services and for the cluster's own pods, one after the other", () => {
    const profile = (name: string) =>
      find(registrations, "aws:eks/fargateProfile:FargateProfile", name);
    assert.deepEqual(profile("services-profile").inputs, {
      clusterName: "shop-test-pods",
      podExecutionRoleArn: "arn:mock:pods-pod-execution-role",
      selectors: [{ namespace: "shop-test" }],
      subnetIds: ["subnet-private-1", "subnet-private-2"],
    });
    assert.deepEqual(profile("system-profile").inputs["selectors"], [{ namespace: "kube-system" }]);
    assert.ok(profile("services-profile").dependencies.includes(profile("system-profile").urn));
  });

  it("asks EKS for none of Auto Mode, and makes no nodes and no network policies", () => {
    const { inputs } = find(registrations, CLUSTER);
    const { computeConfig, storageConfig, kubernetesNetworkConfig } = inputs;
    assert.deepEqual([computeConfig, storageConfig], [undefined, undefined]);
    assert.deepEqual(kubernetesNetworkConfig, { serviceIpv4Cidr: "172.20.0.0/16" });
    const absent = /NodeClass|NodePool|NetworkPolicy|SecurityGroup|observability|node-role/;
    assert.deepEqual(
      registrations.filter(({ name, type }) => name.startsWith("pods") && absent.test(type + name)),
      [],
    );
  });

  it("starts pods for this cluster only, and lets them write to the services' group only", () => {
    assert.deepEqual(trustOf(registrations, "pods-pod-execution-role"), {
      Effect: "Allow",
      Sid: "AssumedByFargate",
      Principal: { Service: "eks-fargate-pods.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: {
          "aws:SourceArn": "arn:aws:eks:us-east-1:123456789012:fargateprofile/shop-test-pods/*",
        },
      },
    });
    const { policy } = inputsOf(
      find(registrations, "aws:iam/rolePolicy:RolePolicy", "pod-execution-role-policy"),
    );
    const [statement] = (policy as { Statement: Record<string, unknown>[] }).Statement;
    assert.deepEqual(statement?.["Resource"], [
      "arn:mock:pods-service-logs",
      "arn:mock:pods-service-logs:log-stream:*",
    ]);
    const router = find(registrations, "kubernetes:core/v1:ConfigMap", "log-router").inputs;
    assert.match(
      (router["data"] as Record<string, string>)["output.conf"] ?? "",
      /log_group_name \/aws\/eks\/shop-test-pods\/services\n/,
    );
  });

  it("registers pods with target groups by a controller that may do nothing else", () => {
    const { version, values } = find(registrations, "kubernetes:helm.sh/v3:Release").inputs;
    assert.equal(version, "3.4.0");
    const { serviceAccount } = values as { serviceAccount: Record<string, unknown> };
    assert.deepEqual(serviceAccount["annotations"], {
      "eks.amazonaws.com/role-arn": "arn:mock:pods-target-registrar-role",
    });
    const { policy } = inputsOf(
      find(registrations, "aws:iam/rolePolicy:RolePolicy", "target-registrar-role-policy"),
    );
    const statements = (policy as { Statement: Record<string, unknown>[] }).Statement;
    assert.deepEqual(statements[1], {
      Sid: "RegisterTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
      Resource: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/*/*"],
      Condition: {
        StringEquals: { "aws:ResourceTag/eks:eks-cluster-name": "shop-test-pods" },
      },
    });
    const { Condition: condition } = trustOf(registrations, "target-registrar-role") as {
      Condition: unknown;
    };
    const issuer = "oidc.eks.us-east-1.amazonaws.com/id/pods-cluster";
    assert.deepEqual(condition, {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        [`${issuer}:sub`]: "system:serviceaccount:kube-system:aws-load-balancer-controller",
      },
    });
  });

  it("asks for the readiness gates of that controller", () => {
    const { metadata } = find(registrations, "kubernetes:core/v1:Namespace", "pods-namespace")
      .inputs as { metadata: { labels: Record<string, string> } };
    assert.equal(metadata.labels["elbv2.k8s.aws/pod-readiness-gate-inject"], "enabled");
  });
});

describe("KubernetesCluster: who reaches it", () => {
  it("opens the endpoint to named ranges only", async () => {
    const { inputs } = find(await cluster({ publicAccessCidrs: ["203.0.113.0/24"] }), CLUSTER);
    const { endpointPublicAccess, publicAccessCidrs, endpointPrivateAccess } = inputs[
      "vpcConfig"
    ] as Record<string, unknown>;
    assert.deepEqual(
      [endpointPublicAccess, publicAccessCidrs, endpointPrivateAccess],
      [true, ["203.0.113.0/24"], true],
    );
  });

  it("lets ranges next to the network reach the private endpoint", async () => {
    const registrations = await cluster({ privateAccessCidrs: ["10.99.0.0/16"] });
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const { description, ...inputs } = find(registrations, type, "10.99.0.0-16").inputs;
    assert.equal(typeof description, "string");
    assert.deepEqual(inputs, {
      securityGroupId: "pods-cluster-security-group-id",
      cidrIpv4: "10.99.0.0/16",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
  });

  it("lets named roles administer it", async () => {
    const registrations = await cluster({ administrators: { operators: "arn:mock:operators" } });
    const type = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
    assert.deepEqual(find(registrations, type).inputs, {
      clusterName: "shop-test-pods",
      principalArn: "arn:mock:operators",
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
  });

  it("is protected, and moved out of a zone, when told to", async () => {
    const { inputs, protect } = find(await cluster({ protect: true, zonalShift: true }), CLUSTER);
    assert.deepEqual(
      [protect, inputs["deletionProtection"], inputs["zonalShiftConfig"]],
      [true, true, { enabled: true }],
    );
  });
});
