/** Databases with nothing but what they cannot do without. */
import { Database, type DatabaseArgs } from "../../../../components/data/database";
import { Key } from "../../../../components/data/key";
import { Network } from "../../../../components/network/network";
import { logSettings } from "../../../helpers/components";
import { accountId, record, type Recorded, region } from "../../../helpers/recordingMocks";

/** Arguments of one engine, without the neighbours that every database has. */
export type Wanted<Args = DatabaseArgs> = Args extends DatabaseArgs
  ? Omit<Args, "network" | "key" | "region" | "accountId" | "prefix" | "logs"> & {
      readonly prefix?: string;
    }
  : never;

export function createDatabase(wanted: Wanted, name = "orders"): Database {
  const logs = logSettings();
  const place = {
    network: new Network("network", { region, accountId, logs }),
    key: new Key("data", { description: "Data", accountId }),
    region,
    accountId,
    prefix: "shop-test",
    logs,
  };
  return new Database(name, { ...place, ...wanted });
}

export function recordDatabase(wanted: Wanted): Promise<Recorded<Database>> {
  return record(() => createDatabase(wanted));
}
