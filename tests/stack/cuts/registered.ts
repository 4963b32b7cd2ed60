import type { Registration } from "../../helpers/recordingMocks";

/** A resource that the recorded program does not have, as if it had. */
export function registered(
  type: string,
  name: string,
  inputs: Registration["inputs"],
  computed: Registration["outputs"] = {},
): Registration {
  return {
    ...{ type, name, inputs, outputs: { ...inputs, ...computed }, parent: "", custom: true },
    urn: `urn:pulumi:dev::microservices::${type}::${name}`,
    protect: false,
    ignoreChanges: [],
    replaceOnChanges: [],
    retainOnDelete: false,
    aliases: [],
    dependencies: [],
    propertyDependencies: {},
    registeredOutputs: undefined,
  };
}
