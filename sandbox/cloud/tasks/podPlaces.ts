/** Where pods are on the network: their security groups and subnets. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { selects } from "./podSelectors";

export interface PodPlace {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

const ids = z.array(z.object({ id: z.string().optional() })).default([]);
const nodeClassSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    subnetSelectorTerms: ids,
    securityGroupSelectorTerms: ids,
    podSubnetSelectorTerms: ids,
    podSecurityGroupSelectorTerms: ids,
  }),
});
const nodePoolSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({ spec: z.object({ nodeClassRef: z.object({ name: z.string() }) }) }),
  }),
});
const groupPolicySchema = z.object({
  metadata: z.object({ namespace: z.string().default("default") }),
  spec: z.object({
    podSelector: z
      .object({ matchLabels: z.record(z.string(), z.string()).default({}) })
      .default({ matchLabels: {} }),
    securityGroups: z.object({ groupIds: z.array(z.string()) }),
  }),
});
const profileSchema = z.object({
  selectors: z.array(z.object({ namespace: z.string() })),
  subnetIds: z.array(z.string()).default([]),
});

type Labels = Readonly<Record<string, string>>;

/** Finds the place of a pod by its namespace, its labels and the node pool that it asks for. */
export function podPlaces(
  stack: DeployedStack,
): (namespace: string, labels: Labels, pod: { readonly nodeSelector: Labels }) => PodPlace {
  const nodes = nodePlaces(stack);
  const policies = stack.ofType(
    "kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy",
    groupPolicySchema,
  );
  const profiles = stack.ofType("aws:eks/fargateProfile:FargateProfile", profileSchema);
  return (namespace, labels, pod) => {
    const pool = nodes.get(pod.nodeSelector["karpenter.sh/nodepool"] ?? "");
    if (pool !== undefined) return pool;
    const own = policies
      .map(({ properties }) => properties)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .find(({ spec }) => selects(spec.podSelector.matchLabels, labels));
    const profile = profiles.find(({ properties }) =>
      properties.selectors.some((selector) => selector.namespace === namespace),
    );
    return {
      subnetIds: profile?.properties.subnetIds ?? [],
      securityGroupIds: own?.spec.securityGroups.groupIds ?? [],
    };
  };
}

/** Places of the pods on Auto Mode's nodes, by node pool. */
function nodePlaces(stack: DeployedStack): Map<string, PodPlace> {
  const classes = stack.ofType("kubernetes:eks.amazonaws.com/v1:NodeClass", nodeClassSchema);
  const pools = stack.ofType("kubernetes:karpenter.sh/v1:NodePool", nodePoolSchema);
  return new Map(
    pools.flatMap(({ properties: { metadata, spec } }): [string, PodPlace][] => {
      const wanted = spec.template.spec.nodeClassRef.name;
      const found = classes.find(({ properties }) => properties.metadata.name === wanted);
      if (found === undefined) return [];
      const terms = found.properties.spec;
      const subnets = idsOf(terms.podSubnetSelectorTerms);
      const groups = idsOf(terms.podSecurityGroupSelectorTerms);
      return [
        [
          metadata.name,
          {
            subnetIds: subnets.length > 0 ? subnets : idsOf(terms.subnetSelectorTerms),
            securityGroupIds: groups.length > 0 ? groups : idsOf(terms.securityGroupSelectorTerms),
          },
        ],
      ];
    }),
  );
}

function idsOf(terms: z.infer<typeof ids>): string[] {
  return terms.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
