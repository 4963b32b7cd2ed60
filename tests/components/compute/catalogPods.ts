/** A valid service in pods and its cluster, for tests that change one thing in them. */
import * as pulumi from "@pulumi/pulumi";
import {
  KubernetesCluster,
  type KubernetesClusterArgs,
} from "../../../components/compute/kubernetesCluster";
import {
  KubernetesService,
  type KubernetesServiceArgs,
} from "../../../components/compute/kubernetesService";
import type { Grant } from "../../../components/internal/policyDocument";
import { platform } from "../../helpers/components";
import { record, type Registration } from "../../helpers/recordingMocks";

/** A working directory that holds the services' sources. */
export const sources = {
  files: {
    "services/catalog/main.ts": "console.log('catalog')",
    "services/carts/main.ts": "console.log('carts')",
  },
};

/** What a link to one table gives. */
export const tableGrant: Grant = {
  environment: { ORDERS_TABLE_NAME: pulumi.output("orders-1a2b") },
  statements: [
    { sid: "ReadOrders", actions: ["dynamodb:GetItem"], resources: [pulumi.output("arn:mock:t")] },
  ],
};

/** What a link to a database inside the network gives. */
export const databaseGrant: Grant = {
  environment: { ORDERS_HOST: "orders.local" },
  statements: [],
  connections: [{ name: "orders", securityGroupId: "sg-orders", port: 5432 }],
};

export type ClusterChange = Partial<KubernetesClusterArgs>;
export type ServiceChange = Partial<KubernetesServiceArgs>;

/** The cluster with a change. */
export function createCluster(change: ClusterChange = {}): KubernetesCluster {
  return new KubernetesCluster("pods", { ...platform(), ...change });
}

export function cluster(change: ClusterChange = {}): Promise<readonly Registration[]> {
  return record(() => createCluster(change)).then(({ registrations }) => registrations);
}

/** The services with changes, by name, in one cluster with a change. */
export function createServices(
  changes: Readonly<Record<string, ServiceChange>>,
  clusterChange: ClusterChange = {},
): void {
  const shared = platform();
  const kubernetes = new KubernetesCluster("pods", { ...shared, ...clusterChange });
  for (const [name, change] of Object.entries(changes)) {
    new KubernetesService(name, {
      ...shared,
      kubernetes,
      runtime: { kind: "eks", cpu: 512, memoryMiB: 1024 },
      routes: [{ path: `/${name}/*`, auth: "public" }],
      grants: [tableGrant],
      ...change,
    });
  }
}

/** What the service `catalog` with a change registers, neighbours included. */
export async function catalog(
  change: ServiceChange = {},
  clusterChange: ClusterChange = {},
): Promise<readonly Registration[]> {
  const { registrations } = await record(() => {
    createServices({ catalog: change }, clusterChange);
  });
  return registrations;
}
