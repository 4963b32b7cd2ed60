/** Kubernetes Deployments as the state declares them, run as ECS services are. */
import { z } from "zod";
import type { RoleAssumer } from "../identity/roles";
import { podPolicies } from "../network/networkPolicies";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError } from "../types";
import type { Container, ContainerServiceDefinition } from "./definitions";
import { podPlaces } from "./podPlaces";
import { selects } from "./podSelectors";

const metadataSchema = z.object({ name: z.string(), namespace: z.string().default("default") });
const labelsSchema = z.record(z.string(), z.string()).default({});
const containerSchema = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.unknown().optional(),
      }),
    )
    .default([]),
  ports: z.array(z.object({ name: z.string().optional(), containerPort: z.number() })).default([]),
  startupProbe: z
    .object({ periodSeconds: z.number().default(10), failureThreshold: z.number().default(3) })
    .optional(),
  lifecycle: z
    .object({
      preStop: z.object({ sleep: z.object({ seconds: z.number() }).optional() }).optional(),
    })
    .optional(),
});
const deploymentSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      metadata: z.object({ labels: labelsSchema }).default({ labels: {} }),
      spec: z.object({
        serviceAccountName: z.string().default("default"),
        nodeSelector: labelsSchema,
        terminationGracePeriodSeconds: z.number().default(30),
        containers: z.array(containerSchema).min(1),
      }),
    }),
  }),
});
const serviceSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    selector: labelsSchema,
    ports: z
      .array(
        z.object({ port: z.number(), targetPort: z.union([z.number(), z.string()]).optional() }),
      )
      .default([]),
  }),
});
const bindingSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    targetGroupARN: z.string(),
    serviceRef: z.object({ name: z.string(), port: z.union([z.number(), z.string()]) }),
  }),
});
const associationSchema = z.object({
  namespace: z.string(),
  serviceAccount: z.string(),
  roleArn: z.string(),
  clusterName: z.string(),
});
const accountSchema = z.object({
  metadata: metadataSchema.extend({ annotations: z.record(z.string(), z.string()).default({}) }),
});
const clusterSchema = z.object({ name: z.string(), arn: z.string() });
const issuerSchema = z.object({ arn: z.string(), url: z.string() });

type Deployment = z.infer<typeof deploymentSchema>;
type PodContainer = z.infer<typeof containerSchema>;

/** @throws CloudError for a Deployment that the sandbox cannot run */
export function readPodServices(stack: DeployedStack): ContainerServiceDefinition[] {
  const places = podPlaces(stack);
  const policies = podPolicies(stack);
  return stack
    .ofType("kubernetes:apps/v1:Deployment", deploymentSchema)
    .map(({ displayName, urn, properties }) => {
      const { metadata, spec } = properties;
      const pod = spec.template.spec;
      const balanced = targetGroupsOf(stack, properties);
      const container = pod.containers.find(({ ports }) =>
        ports.some(({ containerPort }) => containerPort === balanced[0]?.containerPort),
      );
      const main = container ?? pod.containers[0];
      if (main === undefined) throw new CloudError(`${urn} has no container.`);
      const { labels } = spec.template.metadata;
      const probe = main.startupProbe;
      return {
        name: displayName,
        runtime: "eks",
        serviceName: `${metadata.namespace}.${metadata.name}`,
        family: metadata.name,
        desiredCount: spec.replicas,
        gracePeriodSeconds: probe ? probe.periodSeconds * probe.failureThreshold : 0,
        container: asContainer(main, pod.terminationGracePeriodSeconds, urn),
        sidecars: pod.containers.filter((other) => other !== main).map(({ name }) => name),
        ...roleOf(stack, properties),
        ...places(metadata.namespace, labels, pod),
        policies: policies(metadata.namespace, labels),
        targetGroups: balanced,
      };
    });
}

function asContainer(container: PodContainer, graceSeconds: number, urn: string): Container {
  const referred = container.env.find(({ value, valueFrom }) => value === undefined && valueFrom);
  if (referred !== undefined) {
    throw new CloudError(
      `${urn}: the sandbox cannot read variable ${referred.name}, whose value comes from another ` +
        "object. Give it a value, or keep the service off Kubernetes in the sandbox.",
    );
  }
  return {
    name: container.name,
    image: container.image,
    essential: true,
    entryPoint: container.command,
    command: container.args,
    workingDirectory: container.workingDir,
    environment: container.env.map(({ name, value = "" }) => ({ name, value })),
    portMappings: container.ports.map(({ containerPort }) => ({ containerPort })),
    // The pod's time to stop begins with what the container does before it is asked to.
    stopTimeout: graceSeconds - (container.lifecycle?.preStop?.sleep?.seconds ?? 0),
  };
}

function targetGroupsOf(stack: DeployedStack, { metadata, spec }: Deployment) {
  const { labels } = spec.template.metadata;
  const ports = spec.template.spec.containers.flatMap((container) => container.ports);
  const services = stack
    .ofType("kubernetes:core/v1:Service", serviceSchema)
    .map(({ properties }) => properties)
    .filter((service) => service.metadata.namespace === metadata.namespace)
    .filter((service) => selects(service.spec.selector, labels));
  return ["eks.amazonaws.com/v1", "elbv2.k8s.aws/v1beta1"]
    .flatMap((api) => stack.ofType(`kubernetes:${api}:TargetGroupBinding`, bindingSchema))
    .flatMap(({ properties: binding }) => {
      const { serviceRef, targetGroupARN } = binding.spec;
      const service = services.find(({ metadata: { name } }) => name === serviceRef.name);
      if (service === undefined || binding.metadata.namespace !== metadata.namespace) return [];
      const port = service.spec.ports.find((candidate) => candidate.port === serviceRef.port);
      const target = port?.targetPort ?? serviceRef.port;
      const containerPort =
        typeof target === "number"
          ? target
          : ports.find(({ name }) => name === target)?.containerPort;
      return containerPort === undefined ? [] : [{ arn: targetGroupARN, containerPort }];
    });
}

/** The role of a pod's service account, and who assumes it for the pod. */
function roleOf(
  stack: DeployedStack,
  { metadata: { namespace }, spec }: Deployment,
): { taskRoleArn?: string; taskRoleAssumer?: RoleAssumer } {
  const account = spec.template.spec.serviceAccountName;
  const association = stack
    .ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation", associationSchema)
    .map(({ properties }) => properties)
    .find((one) => one.namespace === namespace && one.serviceAccount === account);
  if (association !== undefined) {
    const cluster = stack
      .ofType("aws:eks/cluster:Cluster", clusterSchema)
      .find(({ properties }) => properties.name === association.clusterName);
    return {
      taskRoleArn: association.roleArn,
      taskRoleAssumer: {
        principal: "pods.eks.amazonaws.com",
        action: "sts:AssumeRole",
        context: {
          "aws:RequestTag/eks-cluster-arn": cluster?.properties.arn ?? "",
          "aws:RequestTag/eks-cluster-name": association.clusterName,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": account,
        },
      },
    };
  }
  return annotatedRole(stack, namespace, account);
}

function annotatedRole(stack: DeployedStack, namespace: string, account: string) {
  const annotations = stack
    .ofType("kubernetes:core/v1:ServiceAccount", accountSchema)
    .map(({ properties }) => properties.metadata)
    .find((one) => one.namespace === namespace && one.name === account)?.annotations;
  const taskRoleArn = annotations?.["eks.amazonaws.com/role-arn"];
  if (taskRoleArn === undefined) return {};
  const issuer = stack.ofType(
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    issuerSchema,
  )[0]?.properties;
  const host = issuer?.url.replace(/^https:\/\//, "") ?? "";
  return {
    taskRoleArn,
    taskRoleAssumer: {
      kind: "Federated",
      principal: issuer?.arn ?? "",
      action: "sts:AssumeRoleWithWebIdentity",
      context: {
        [`${host}:aud`]: "sts.amazonaws.com",
        [`${host}:sub`]: `system:serviceaccount:${namespace}:${account}`,
      },
    } satisfies RoleAssumer,
  };
}
