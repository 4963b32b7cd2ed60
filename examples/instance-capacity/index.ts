import { EcsCluster } from "../../components/compute/cluster";
import { Network } from "../../components/network/network";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const network = new Network("network", foundation);
  const cluster = new EcsCluster("services", { instances: { network } });

  // Cheaper and smaller: half of the instances are Spot, and an operator may open a shell.
  const batch = new EcsCluster("batch", {
    instances: {
      network,
      instanceTypes: ["t4g.medium"],
      min: 0,
      max: 4,
      spotPercent: 50,
      sessionManager: true,
    },
  });
  return {
    capacityProvider: cluster.instanceCapacityProvider,
    batchCapacityProvider: batch.instanceCapacityProvider,
  };
}

export = main;
