/** Brings the emulator to what the state declares. */
import type { Clients } from "./clients";
import { applyTables } from "./data/materialise";
import { applyFunctions } from "./functions/materialise";
import { applyIdentity } from "./identity/roles";
import type { CloudModel } from "./model";
import type { AssetReader } from "./state/assets";
import { applyBuckets } from "./storage/materialise";

export interface MaterialiseReport {
  readonly progress: (message: string) => void;
  readonly warn: (source: string, message: string) => void;
}

/** Safe to repeat: what is there already stays, data included. */
export async function materialise(
  clients: Clients,
  model: CloudModel,
  assets: AssetReader,
  { progress, warn }: MaterialiseReport,
): Promise<void> {
  // Roles come first, as functions name theirs when they are created.
  progress(`${model.identity.roles.length} roles`);
  await applyIdentity(clients.iam, model.identity, (message) => {
    warn("iam", message);
  });
  progress(
    `${model.tables.length} tables, ${model.functions.length} functions, ${model.objects.length} objects`,
  );
  await Promise.all([
    applyTables(clients.dynamodb, model.tables, model.seeds, (message) => {
      warn("dynamodb", message);
    }),
    applyFunctions(clients.lambda, model.functions, assets),
    applyBuckets(clients.s3, model.buckets, model.objects, assets),
  ]);
}
