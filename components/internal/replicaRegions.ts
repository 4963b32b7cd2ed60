/**
 * The faults in where copies are: a copy beside the original, or two in one region.
 *
 * @param what the thing that is copied, such as `table`
 */
export function replicaRegionFaults(
  what: string,
  region: string,
  replicas: readonly { readonly region: string }[],
): string[] {
  const regions = replicas.map((replica) => replica.region);
  const twice = regions.filter((one, at) => regions.indexOf(one) !== at);
  return [
    ...(regions.includes(region)
      ? [
          `replicas must be in other regions, got ${region}, where the ${what} itself is; remove that replica`,
        ]
      : []),
    ...twice.map(
      (one) => `replicas must name each region once, got ${one} twice; remove one of them`,
    ),
  ];
}
