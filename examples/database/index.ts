import { Database } from "../../components/data/database";
import { Key } from "../../components/data/key";
import { Network } from "../../components/network/network";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId } = foundation;
  const network = new Network("network", foundation);
  const key = new Key("data-key", { description: "Encrypts databases", accountId });
  const place = { ...foundation, network, key, prefix: "example" };
  const orders = new Database("orders", { ...place, engine: "aurora-postgresql" });

  // Sleeps when nobody is connected, and costs its storage alone then.
  const trial = new Database("trial", {
    ...place,
    engine: "aurora-mysql",
    capacity: { mode: "serverless", minUnits: 0, maxUnits: 2, pauseAfterSeconds: 600 },
  });

  // Many readers, behind a pool of connections for functions that come and go.
  const catalog = new Database("catalog", {
    ...place,
    engine: "aurora-postgresql",
    capacity: {
      mode: "provisioned",
      instanceClass: "db.r7g.xlarge",
      readers: 2,
      readerScaling: { maxReaders: 6 },
    },
    storage: "ioOptimized",
    insights: "advanced",
    proxy: {},
  });

  // One instance of RDS with its standby, backed up and updated while the shop sleeps.
  const payments = new Database("payments", {
    ...place,
    engine: "postgres",
    instanceClass: "db.m7g.xlarge",
    storageGiB: 400,
    iops: 16_000,
    backupWindow: "02:00-03:00",
    maintenanceWindow: "sun:03:30-sun:04:30",
  });
  const ledger = new Database("ledger", {
    ...place,
    engine: "oracle-se2",
    storageGiB: 500,
    secretRotationDays: 30,
  });
  const { environment } = orders.grant("readsWrites");
  return {
    orders: environment,
    trial: trial.host,
    catalogReaders: catalog.readerHost,
    payments: payments.identifier,
    ledger: ledger.port,
  };
}

export = main;
