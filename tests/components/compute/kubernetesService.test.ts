import assert from "node:assert/strict";
import {
  childrenOf,
  find,
  inputsOf,
  record,
  type Registration,
} from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { catalog, createServices, databaseGrant, sources, tableGrant } from "./catalogPods";

type Bag = Record<string, unknown>;

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

function specOf(registrations: readonly Registration[], type: string, name = ""): Bag {
  return find(registrations, `kubernetes:${type}`, name).inputs["spec"] as Bag;
}

function podOf(registrations: readonly Registration[]): Bag {
  const { template } = specOf(registrations, "apps/v1:Deployment");
  return (template as { spec: Bag }).spec;
}

function containerOf(registrations: readonly Registration[]): Bag {
  const [container] = podOf(registrations)["containers"] as Bag[];
  assert.ok(container);
  return container;
}

/** Rules of security groups by name, without their descriptions. */
function rulesOf(registrations: readonly Registration[], owner: string): Bag {
  return Object.fromEntries(
    registrations
      .filter((r) => /securityGroup(In|E)gressRule/.test(r.type) && r.name.startsWith(owner))
      .map(({ name, inputs: { description, ...inputs } }) => {
        assert.equal(typeof description, "string");
        return [name, inputs];
      }),
  );
}

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

describe("KubernetesService", () => {
  useWorkspace(sources);
  let registrations: readonly Registration[];
  before(async () => {
    registrations = await catalog();
  });

  it("creates what one service needs and nothing else", () => {
    const children = childrenOf(registrations, "compute:KubernetesService", "catalog");
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:cloudwatch:LogGroup catalog-logs",
      "aws:eks:PodIdentityAssociation catalog-pod-identity",
      "aws:iam:Role catalog-pod-role",
      "aws:iam:RolePolicy catalog-pod-role-policy",
      "aws:lb:TargetGroup catalog-targets",
      "kubernetes:apps:Deployment catalog-deployment",
      "kubernetes:autoscaling:HorizontalPodAutoscaler catalog-scaling",
      "kubernetes:core:Service catalog-endpoints",
      "kubernetes:core:ServiceAccount catalog-account",
      "kubernetes:eks.amazonaws.com:TargetGroupBinding catalog-binding",
      "kubernetes:networking.k8s.io:NetworkPolicy catalog-network-policy",
      "kubernetes:policy:PodDisruptionBudget catalog-disruption",
      "microservices:compute:Image catalog-build",
      "microservices:compute:Repository catalog-images",
    ]);
  });

  it("runs at the size of the definition, with its links' environment and its image by digest", () => {
    const { image, env, resources } = containerOf(registrations);
    const size = { cpu: "500m", memory: "1024Mi" };
    assert.deepEqual(resources, { requests: size, limits: size });
    assert.deepEqual(env, [
      { name: "NODE_OPTIONS", value: "--enable-source-maps" },
      { name: "ORDERS_TABLE_NAME", value: "orders-1a2b" },
      { name: "SERVICE_NAME", value: "catalog" },
    ]);
    assert.match(String(image), /catalog-build-image@sha256:[0-9a-f]{64}$/);
    assert.equal(find(registrations, "awsx:ecr:Image").inputs["platform"], "linux/arm64");
  });

  it("runs as a user without privileges on a read-only file system, as the namespace demands", () => {
    const { securityContext, automountServiceAccountToken } = podOf(registrations);
    assert.equal(automountServiceAccountToken, false);
    assert.deepEqual(securityContext, {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(containerOf(registrations)["securityContext"], {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("is spread over the zones and their nodes where that can be, on the services' own nodes", () => {
    const { topologySpreadConstraints, nodeSelector, tolerations } = podOf(registrations);
    const spread = (topologyKey: string) => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { "app.kubernetes.io/name": "catalog" } },
      matchLabelKeys: ["pod-template-hash"],
    });
    assert.deepEqual(topologySpreadConstraints, [
      spread("topology.kubernetes.io/zone"),
      spread("kubernetes.io/hostname"),
    ]);
    assert.deepEqual(nodeSelector, {
      "karpenter.sh/nodepool": "services",
      "kubernetes.io/arch": "arm64",
    });
    assert.deepEqual(tolerations, [
      { key: "dedicated", value: "services", effect: "NoSchedule", operator: "Equal" },
    ]);
  });

  it("checks the health path of the definition, from the node and from the load balancer", async () => {
    const ready = await catalog({ healthPath: "/ready" });
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(ready);
    const probe = { httpGet: { path: "/ready", port: "http" }, timeoutSeconds: 5 };
    assert.deepEqual(startupProbe, { ...probe, periodSeconds: 2, failureThreshold: 30 });
    assert.deepEqual(readinessProbe, { ...probe, periodSeconds: 10, failureThreshold: 3 });
    assert.deepEqual(livenessProbe, readinessProbe);
    const { healthCheck } = find(ready, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal((healthCheck as Bag)["path"], "/ready");
  });

  it("answers until the load balancer has let go of it, and then finishes", () => {
    const { deregistrationDelay } = find(registrations, "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal(deregistrationDelay, 30);
    assert.deepEqual(containerOf(registrations)["lifecycle"], {
      preStop: { sleep: { seconds: 30 } },
    });
    assert.equal(podOf(registrations)["terminationGracePeriodSeconds"], 60);
  });

  it("replaces pods one after another, and never takes one away before its successor is healthy", () => {
    const { replicas, strategy, progressDeadlineSeconds } = specOf(
      registrations,
      "apps/v1:Deployment",
    );
    assert.deepEqual([replicas, progressDeadlineSeconds], [2, 600]);
    assert.deepEqual(strategy, {
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 },
    });
  });

  it("never resets the number of pods that scaling has set", () => {
    assert.deepEqual(find(registrations, DEPLOYMENT).ignoreChanges, ["spec.replicas"]);
  });

  it("scales between the bounds of the definition, on CPU and on memory when asked", async () => {
    const resource = (name: string, averageUtilization: number) => ({
      type: "Resource",
      resource: { name, target: { type: "Utilization", averageUtilization } },
    });
    const type = "autoscaling/v2:HorizontalPodAutoscaler";
    assert.deepEqual(specOf(registrations, type), {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "catalog" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [resource("cpu", 60)],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    });
    const scale = { min: 3, max: 9, cpuPercent: 40, memoryPercent: 70 };
    const scaled = await catalog({ scale });
    const { minReplicas, maxReplicas, metrics } = specOf(scaled, type);
    assert.deepEqual([minReplicas, maxReplicas], [3, 9]);
    assert.deepEqual(metrics, [resource("cpu", 40), resource("memory", 70)]);
    assert.equal(specOf(scaled, "apps/v1:Deployment")["replicas"], 3);
  });

  it("loses at most one pod at a time while nodes are replaced", () => {
    assert.deepEqual(specOf(registrations, "policy/v1:PodDisruptionBudget"), {
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "catalog" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  it("registers its pods with a target group that the cluster may register them with", () => {
    assert.deepEqual(find(registrations, "aws:lb/targetGroup:TargetGroup").inputs["tags"], {
      "eks:eks-cluster-name": "shop-test-pods",
    });
    assert.deepEqual(specOf(registrations, "eks.amazonaws.com/v1:TargetGroupBinding"), {
      serviceRef: { name: "catalog", port: 80 },
      targetGroupARN: "arn:mock:catalog-targets",
      targetType: "ip",
    });
    assert.deepEqual(specOf(registrations, "core/v1:Service"), {
      type: "ClusterIP",
      selector: { "app.kubernetes.io/name": "catalog" },
      ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }],
    });
  });

  it("starts pods only once requests, credentials, network and log are there for them", () => {
    const { dependencies } = find(registrations, DEPLOYMENT);
    const needed = [
      find(registrations, "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding"),
      find(registrations, "aws:eks/podIdentityAssociation:PodIdentityAssociation"),
      find(
        registrations,
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "catalog-network-policy",
      ),
      find(registrations, "aws:cloudwatch/logGroup:LogGroup", "catalog-logs"),
      find(registrations, "kubernetes:core/v1:ServiceAccount"),
    ];
    assert.deepEqual(
      needed.filter(({ urn }) => !dependencies.includes(urn)).map(({ name }) => name),
      [],
    );
    const rule = find(registrations, "aws:lb/listenerRule:ListenerRule");
    assert.ok(needed[0]?.dependencies.includes(rule.urn), "the binding waits for the listener");
  });

  it("has a log group of its own, with retention and key, where the agents write", () => {
    assert.deepEqual(
      find(registrations, "aws:cloudwatch/logGroup:LogGroup", "catalog-logs").inputs,
      {
        name: "/aws/eks/shop-test-pods/services/catalog",
        kmsKeyId: "arn:mock:logs-key",
        retentionInDays: 30,
      },
    );
  });
});

describe("KubernetesService's permissions", () => {
  useWorkspace(sources);

  it("are its links' and go to its own service account in its own cluster only", async () => {
    const registrations = await catalog();
    const role = inputsOf(find(registrations, "aws:iam/role:Role", "catalog-pod-role"));
    const trust = role["assumeRolePolicy"] as { Statement: Bag[] };
    assert.deepEqual(trust.Statement[0]?.["Condition"], {
      StringEquals: {
        "aws:SourceAccount": "123456789012",
        "aws:RequestTag/eks-cluster-arn": "arn:mock:pods-cluster",
        "aws:RequestTag/kubernetes-namespace": "shop-test",
        "aws:RequestTag/kubernetes-service-account": "catalog",
      },
    });
    const { policy } = inputsOf(
      find(registrations, "aws:iam/rolePolicy:RolePolicy", "pod-role-policy"),
    );
    assert.deepEqual((policy as { Statement: unknown }).Statement, [
      {
        Sid: "ReadOrders",
        Effect: "Allow",
        Action: ["dynamodb:GetItem"],
        Resource: ["arn:mock:t"],
      },
    ]);
    assert.deepEqual(
      find(registrations, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs,
      {
        clusterName: "shop-test-pods",
        namespace: "shop-test",
        serviceAccount: "catalog",
        roleArn: "arn:mock:catalog-pod-role",
      },
    );
  });

  it("are none without links", async () => {
    const registrations = await catalog({ grants: [] });
    assert.ok(!registrations.some(({ name }) => name === "catalog-pod-role-policy"));
  });
});

describe("KubernetesService's network", () => {
  useWorkspace(sources);
  const pods = "pods-security-group-id";

  it("takes requests on its port, and reaches DNS, its credentials and AWS by TLS", async () => {
    const spec = specOf(
      await catalog(),
      "networking.k8s.io/v1:NetworkPolicy",
      "catalog-network-policy",
    );
    const to = (cidr: string, ...ports: [string, number][]) => ({
      to: [{ ipBlock: { cidr } }],
      ports: ports.map(([protocol, port]) => ({ protocol, port })),
    });
    assert.deepEqual(spec, {
      podSelector: { matchLabels: { "app.kubernetes.io/name": "catalog" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 8080 }] },
      ],
      egress: [
        to("172.20.0.10/32", ["UDP", 53], ["TCP", 53]),
        to("169.254.170.23/32", ["TCP", 80]),
        to("0.0.0.0/0", ["TCP", 443]),
      ],
    });
  });

  it("lets only the load balancer in, once for all services", async () => {
    const { registrations } = await record(() => {
      createServices({ catalog: {}, carts: {} });
    });
    const balancer = "api-security-group-id";
    assert.deepEqual(rulesOf(registrations, "pods-"), {
      "pods-to-aws": { securityGroupId: pods, cidrIpv4: "0.0.0.0/0", ...tcp(443) },
      "pods-to-api-server": {
        securityGroupId: "pods-cluster-security-group-id",
        referencedSecurityGroupId: pods,
        ...tcp(443),
      },
      "pods-webhooks": {
        securityGroupId: pods,
        referencedSecurityGroupId: "pods-cluster-security-group-id",
        ...tcp(9443),
      },
      "pods-from-load-balancer-egress": {
        securityGroupId: balancer,
        referencedSecurityGroupId: pods,
        ...tcp(8080),
      },
      "pods-from-load-balancer-ingress": {
        securityGroupId: pods,
        referencedSecurityGroupId: balancer,
        ...tcp(8080),
      },
    });
  });

  it("reaches the servers of its links, which other services do not", async () => {
    const { registrations } = await record(() => {
      createServices({
        catalog: { grants: [tableGrant, databaseGrant] },
        carts: { grants: [databaseGrant] },
      });
    });
    const rules = rulesOf(registrations, "pods-to-orders");
    assert.deepEqual(rules, {
      "pods-to-orders-egress": {
        securityGroupId: pods,
        referencedSecurityGroupId: "sg-orders",
        ...tcp(5432),
      },
      "pods-to-orders-ingress": {
        securityGroupId: "sg-orders",
        referencedSecurityGroupId: pods,
        ...tcp(5432),
      },
    });
    const type = "networking.k8s.io/v1:NetworkPolicy";
    const { egress } = specOf(registrations, type, "catalog-network-policy");
    const [, , outside] = egress as { ports: { port: number }[] }[];
    assert.deepEqual(
      outside?.ports.map(({ port }) => port),
      [443, 5432],
    );
  });
});

describe("KubernetesService on Fargate", () => {
  useWorkspace(sources);
  let registrations: readonly Registration[];
  before(async () => {
    registrations = await catalog({}, { nodes: { kind: "fargate" } });
  });

  it("runs an image for Intel and AMD, on whatever node Fargate makes", () => {
    assert.equal(find(registrations, "awsx:ecr:Image").inputs["platform"], "linux/amd64");
    const { nodeSelector, tolerations, topologySpreadConstraints } = podOf(registrations);
    assert.deepEqual(
      [nodeSelector, tolerations, topologySpreadConstraints],
      [undefined, undefined, undefined],
    );
  });

  it("gets its role from the cluster's identity provider", () => {
    const role = inputsOf(find(registrations, "aws:iam/role:Role", "catalog-pod-role"));
    const issuer = "oidc.eks.us-east-1.amazonaws.com/id/pods-cluster";
    assert.deepEqual((role["assumeRolePolicy"] as { Statement: unknown[] }).Statement, [
      {
        Effect: "Allow",
        Sid: "AssumedByPods",
        Principal: { Federated: "arn:mock:pods-issuer" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: "system:serviceaccount:shop-test:catalog",
          },
        },
      },
    ]);
    const { metadata } = find(registrations, "kubernetes:core/v1:ServiceAccount").inputs;
    assert.deepEqual((metadata as Bag)["annotations"], {
      "eks.amazonaws.com/role-arn": "arn:mock:catalog-pod-role",
    });
    assert.ok(!registrations.some(({ type }) => type.includes("PodIdentityAssociation")));
  });

  it("has a security group of its own instead of a network policy", () => {
    const group = "catalog-security-group-id";
    const cluster = "pods-cluster-security-group-id";
    assert.deepEqual(
      specOf(registrations, "vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy")["securityGroups"],
      { groupIds: [group] },
    );
    assert.ok(!registrations.some(({ type }) => type.includes("NetworkPolicy")));
    const rules = rulesOf(registrations, "catalog-");
    assert.deepEqual(rules["catalog-from-load-balancer-ingress"], {
      securityGroupId: group,
      referencedSecurityGroupId: "api-security-group-id",
      ...tcp(8080),
    });
    assert.deepEqual(rules["catalog-from-api-server"], {
      securityGroupId: group,
      referencedSecurityGroupId: cluster,
      ...tcp(10250),
    });
    assert.deepEqual(rules["catalog-to-dns-udp-ingress"], {
      securityGroupId: cluster,
      referencedSecurityGroupId: group,
      ...tcp(53),
      ipProtocol: "udp",
    });
  });

  it("is registered by the controller that the cluster brings, and starts after it", () => {
    find(registrations, "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding");
    const { dependencies } = find(registrations, DEPLOYMENT);
    const registrar = find(registrations, "kubernetes:helm.sh/v3:Release");
    const router = find(registrations, "kubernetes:core/v1:ConfigMap", "log-router");
    assert.ok(dependencies.includes(registrar.urn) && dependencies.includes(router.urn));
  });
});
