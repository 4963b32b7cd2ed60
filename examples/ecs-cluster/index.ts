import { EcsCluster } from "../../components/compute/cluster";
import { managedStorageEncryption } from "../../components/compute/ecs/managedStorage";
import { Key } from "../../components/data/key";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, logs } = createFoundation();
  const cluster = new EcsCluster("services");

  const key = new Key("task-key", {
    description: "Encrypts the tasks' storage and sessions",
    accountId,
    statements: managedStorageEncryption(accountId),
  });
  const audited = new EcsCluster("audited", {
    serviceConnect: true,
    exec: { logs, key },
    storageKey: key,
  });
  return {
    clusterName: cluster.clusterName,
    auditedName: audited.clusterName,
    namespace: audited.serviceConnectNamespaceName,
  };
}

export = main;
