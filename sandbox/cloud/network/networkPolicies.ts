/**
 * What Kubernetes' network policies let a pod do, as far as the sandbox connects it: requests from the
 * load balancer, and calls of AWS's APIs. Once a policy of a direction selects a pod, only what some
 * policy allows passes.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { selects } from "../tasks/podSelectors";
import { cidrContains } from "./cidr";

export type PolicyDirection = "Ingress" | "Egress";

const peers = z.array(z.object({ ipBlock: z.object({ cidr: z.string() }).optional() })).default([]);
const ports = z
  .array(
    z.object({
      protocol: z.string().default("TCP"),
      port: z.union([z.number(), z.string()]).optional(),
    }),
  )
  .default([]);
const policySchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string().default("default") }),
  spec: z.object({
    podSelector: z
      .object({ matchLabels: z.record(z.string(), z.string()).default({}) })
      .default({ matchLabels: {} }),
    policyTypes: z.array(z.enum(["Ingress", "Egress"])).default(["Ingress"]),
    ingress: z.array(z.object({ from: peers, ports })).default([]),
    egress: z.array(z.object({ to: peers, ports })).default([]),
  }),
});

interface Allowance {
  /** Address ranges; none means everybody. */
  readonly cidrs: readonly string[] | undefined;
  /** TCP ports; none means every port. Names are taken for the port in question. */
  readonly ports: readonly (number | string)[] | undefined;
}

/** A policy that selects a pod. */
export interface PodPolicy {
  readonly name: string;
  readonly directions: readonly PolicyDirection[];
  readonly allowed: Readonly<Record<PolicyDirection, readonly Allowance[]>>;
}

/** Finds the policies that select a pod. */
export function podPolicies(
  stack: DeployedStack,
): (namespace: string, labels: Readonly<Record<string, string>>) => PodPolicy[] {
  const policies = stack.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy", policySchema);
  return (namespace, labels) =>
    policies
      .map(({ properties }) => properties)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .filter(({ spec }) => selects(spec.podSelector.matchLabels, labels))
      .map(({ metadata, spec }) => ({
        name: metadata.name,
        directions: spec.policyTypes,
        allowed: {
          Ingress: spec.ingress.map((rule) => allowance(rule.from, rule.ports)),
          Egress: spec.egress.map((rule) => allowance(rule.to, rule.ports)),
        },
      }));
}

function allowance(by: z.infer<typeof peers>, through: z.infer<typeof ports>): Allowance {
  const tcp = through.filter(({ protocol }) => protocol === "TCP");
  return {
    cidrs:
      by.length === 0
        ? undefined
        : by.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr])),
    ports:
      through.length === 0
        ? undefined
        : tcp.flatMap(({ port }) => (port === undefined ? [] : [port])),
  };
}

export interface PolicyQuestion {
  readonly direction: PolicyDirection;
  /** Address ranges at the other end. */
  readonly cidrs: readonly string[];
  /** TCP port. */
  readonly port: number;
}

/** The names of the policies that keep a connection from passing; undefined when it passes. */
export function refusedBy(
  policies: readonly PodPolicy[],
  { direction, cidrs, port }: PolicyQuestion,
): string | undefined {
  const judging = policies.filter(({ directions }) => directions.includes(direction));
  const passes = judging.some(({ allowed }) =>
    allowed[direction].some(
      (rule) =>
        (rule.ports?.some((one) => one === port || typeof one === "string") ?? true) &&
        (rule.cidrs === undefined || covers(rule.cidrs, cidrs)),
    ),
  );
  if (judging.length === 0 || passes) return undefined;
  const names = judging.map(({ name }) => name).join(", ");
  const way = direction === "Ingress" ? "in" : "out";
  return `none of the network policies ${names} lets TCP port ${port} ${way}`;
}

function covers(ranges: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((cidr) => ranges.some((range) => cidrContains(range, cidr)));
}
