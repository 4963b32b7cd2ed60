/** What Secrets Manager would refuse in a secret's arguments. */
import { replicaRegionFaults } from "../../internal/replicaRegions";
import { rangeFaults } from "../../internal/serviceFaults";
import type { SecretArgs } from "../secret";
import { defaultPasswordLength, type SecretValue } from "./secretValue";

export function secretFaults(name: string, args: SecretArgs): string[] {
  return [
    ...nameFaults(name),
    ...(args.description.trim() === ""
      ? [
          'description must say what the secret opens, got ""; people find secrets by it in the console',
        ]
      : []),
    ...rangeFaults("recoveryWindowDays", args.recoveryWindowDays ?? 30, 7, 30),
    ...valueFaults(args.value),
    ...replicaFaults(args),
  ];
}

/** Secrets Manager adds six characters behind a hyphen to every ARN, and confuses a name that ends like that. */
function nameFaults(name: string): string[] {
  return /^[A-Za-z0-9/_+=.@-]{1,480}$/.test(name)
    ? []
    : [
        `name must hold letters, digits and /_+=.@- only, got "${name}"; the secret is named after it`,
      ];
}

function valueFaults(value: SecretValue | undefined): string[] {
  if (value?.kind !== "generated") return [];
  return [
    ...rangeFaults("value.length", value.length ?? defaultPasswordLength, 16, 4096),
    ...("password" in (value.fields ?? {})
      ? [
          "value.fields must not hold password, which is generated; name the field otherwise, or give the whole value",
        ]
      : []),
  ];
}

function replicaFaults({ region, replicas = [] }: SecretArgs): string[] {
  return [...replicaRegionFaults("secret", region, replicas)];
}
