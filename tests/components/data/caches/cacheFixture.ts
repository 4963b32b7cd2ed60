/** Caches with nothing but what they cannot do without. */
import { Cache, type CacheArgs } from "../../../../components/data/cache";
import { Key } from "../../../../components/data/key";
import { Network } from "../../../../components/network/network";
import { logSettings } from "../../../helpers/components";
import { accountId, record, type Recorded, region } from "../../../helpers/recordingMocks";

/** Arguments of one kind of cache, without the neighbours that every cache has. */
export type Wanted<Args = CacheArgs> = Args extends CacheArgs
  ? Omit<Args, "network" | "key" | "prefix" | "logs"> & { readonly prefix?: string }
  : never;

export function createCache(wanted: Wanted, name = "sessions"): Cache {
  const logs = logSettings();
  const network = new Network("network", { region, accountId, logs });
  const place = { network, prefix: "shop-test" };
  if (wanted.engine === "memcached") return new Cache(name, { ...place, ...wanted });
  const key = new Key("data", { description: "Data", accountId });
  return wanted.mode === "nodes"
    ? new Cache(name, { ...place, key, logs, ...wanted })
    : new Cache(name, { ...place, key, ...wanted });
}

export function recordCache(wanted: Wanted): Promise<Recorded<Cache>> {
  return record(() => createCache(wanted));
}
