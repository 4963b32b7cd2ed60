/**
 * A shop as it should never be built: what a security team would plant to see whether it is found.
 * Every fault is listed in findings.yaml, and a test holds the engine's findings against that list.
 * Plain @pulumi/aws resources, because the components of this repository refuse most of it.
 */
import { createEdge } from "./edge";
import { createIdentity } from "./identity";
import { createMessaging } from "./messaging";
import { createNetwork } from "./network";
import { createServices } from "./services";
import { createStorage } from "./storage";

function main() {
  const network = createNetwork();
  const { exportsBucket } = createStorage(network);
  const { serviceRole } = createIdentity();
  const { balancer } = createServices(network, serviceRole);
  createMessaging(serviceRole);
  const { site } = createEdge(balancer, exportsBucket);
  return { site: site.domainName, api: balancer.dnsName };
}

export = main;
