/** Brings the emulator to what the state declares. */
import type { Clients } from "./clients";
import { applyTables } from "./data/materialise";
import { applyFunctions } from "./functions/materialise";
import { applyIdentity } from "./identity/roles";
import { applyMappings } from "./messaging/mappings";
import { applyMessaging } from "./messaging/materialise";
import type { CloudModel } from "./model";
import { applySecrets } from "./secrets/materialise";
import type { AssetReader } from "./state/assets";
import { applyBuckets } from "./storage/materialise";

export interface MaterialiseReport {
  readonly progress: (message: string) => void;
  readonly warn: (source: string, message: string) => void;
}

/**
 * Safe to repeat: what is there already stays, data included.
 *
 * @returns the passwords of master users that RDS manages, by the ARN of their secret
 */
export async function materialise(
  clients: Clients,
  model: CloudModel,
  assets: AssetReader,
  { progress, warn }: MaterialiseReport,
): Promise<ReadonlyMap<string, string>> {
  // Roles come first, as functions name theirs when they are created.
  progress(`${model.identity.roles.length} roles`);
  await applyIdentity(clients.iam, model.identity, (message) => {
    warn("iam", message);
  });
  progress(
    `${model.tables.length} tables, ${model.functions.length} functions, ${model.objects.length} objects`,
  );
  const masters = model.databases.flatMap(({ managedSecretArn, masterUser }) =>
    managedSecretArn === undefined || masterUser === undefined
      ? []
      : [{ secretArn: managedSecretArn, username: masterUser }],
  );
  const [passwords] = await Promise.all([
    applySecrets(clients.secrets, model.secrets, masters, model.emptySecrets),
    applyTables(clients.dynamodb, model.tables, model.seeds, (message) => {
      warn("dynamodb", message);
    }),
    applyFunctions(clients.lambda, model.functions, assets),
    applyBuckets(clients.s3, model.buckets, model.objects, assets),
    applyMessaging(clients, { ...model, warn }),
  ]);
  // Last, as messages may be waiting for the functions.
  await applyMappings(clients, model.messaging.mappings, model.functions, (message) => {
    warn("lambda", message);
  });
  return passwords;
}
