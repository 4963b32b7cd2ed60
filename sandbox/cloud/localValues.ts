/** Variables whose values are other ones on this machine, such as addresses. */
import type { LambdaFunction } from "./functions/lambdaFunctions";
import type { ContainerServiceDefinition } from "./tasks/definitions";

/** What of the model carries environment variables. */
export interface Processes {
  readonly services: readonly ContainerServiceDefinition[];
  readonly functions: readonly LambdaFunction[];
}

/** The same model, with each variable that is one of `values` changed to what it is on this machine. */
export function withLocalValues<Model extends Processes>(
  model: Model,
  values: ReadonlyMap<string, string>,
): Model {
  const local = (value: string) => values.get(value) ?? value;
  return {
    ...model,
    services: model.services.map((service) => ({
      ...service,
      container: {
        ...service.container,
        environment: service.container.environment?.map(({ name, value }) => ({
          name,
          value: local(value),
        })),
      },
    })),
    functions: model.functions.map((definition) => ({
      ...definition,
      variables: Object.fromEntries(
        Object.entries(definition.variables).map(([name, value]) => [name, local(value)]),
      ),
    })),
  };
}
