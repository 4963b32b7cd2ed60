/** Kinds of load balancer. */
import type { Property } from "../framework/property";

/** True for an application load balancer, which is what AWS creates by default. */
export function isApplicationLoadBalancer(loadBalancer: Property): boolean {
  const type = loadBalancer.at("loadBalancerType");
  return type.isMissing || type.is("application");
}
