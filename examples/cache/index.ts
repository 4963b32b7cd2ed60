import { Cache } from "../../components/data/cache";
import { Key } from "../../components/data/key";
import { Network } from "../../components/network/network";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, logs } = foundation;
  const network = new Network("network", foundation);
  const key = new Key("cache-key", { description: "Encrypts caches", accountId });
  const place = { network, prefix: "example" };
  const carts = new Cache("carts", { ...place, key, mode: "serverless" });

  // A primary and two replicas, for a load that is known.
  const sessions = new Cache("sessions", {
    ...place,
    key,
    logs,
    mode: "nodes",
    nodeType: "cache.r7g.large",
    replicas: 2,
    evictionPolicy: "volatile-ttl",
    snapshotWindow: "03:00-04:00",
  });

  // Redis OSS in three shards, for more data than one node holds.
  const rankings = new Cache("rankings", {
    ...place,
    key,
    logs,
    engine: "redis",
    mode: "nodes",
    shards: 3,
  });
  const pages = new Cache("pages", { ...place, engine: "memcached", mode: "nodes", nodes: 3 });
  const { environment } = sessions.grant("reads");
  return {
    carts: carts.host,
    sessions: environment,
    rankings: rankings.host,
    pages: pages.host,
  };
}

export = main;
