/**
 * Inputs that make a new resource of another value. No SDK publishes them as data; the sandbox's stand-in providers
 * have to know them, and what a preview there replaces is what the lock refuses.
 */
import { awsPackage } from "../sandbox/providers/aws/package";
import type { ResourcePackage } from "../sandbox/providers/package";
import { randomPackage } from "../sandbox/providers/random/package";
import { replaces } from "../sandbox/providers/replacement";
import { PackageSchema } from "../sandbox/providers/schema/schema";

const packages = new Map(
  [awsPackage, randomPackage].map((definition: ResourcePackage) => [
    definition.name,
    { definition, schema: new PackageSchema(definition.npmPackage) },
  ]),
);

/** The VPC of awsx is a component of another language: it lays its subnets out anew when one of these changes. */
const ofComponents: Readonly<Record<string, readonly string[]>> = {
  "awsx:ec2:Vpc": ["cidrBlock", "numberOfAvailabilityZones", "subnetSpecs", "subnetStrategy"],
};

const known = new Map<string, readonly string[]>();

/** Inputs of a type that replace it, sorted; none for a type that no stand-in knows. */
export function replacingInputs(type: string): readonly string[] {
  const before = known.get(type) ?? ofComponents[type];
  if (before !== undefined) return before;
  const inputs = readInputs(type);
  known.set(type, inputs);
  return inputs;
}

function readInputs(type: string): readonly string[] {
  const provider = packages.get(type.split(":")[0] ?? "");
  const schema = provider?.schema.resource(type);
  if (provider === undefined || schema === undefined) return [];
  return [...schema.inputs.keys()]
    .filter((property) => replaces(provider.definition, schema, property))
    .sort();
}
