/** Variables whose values are other ones on this machine, such as addresses. */
import type { LambdaFunction } from "./functions/lambdaFunctions";
import type { ContainerServiceDefinition } from "./tasks/definitions";

/** What of the model carries environment variables. */
export interface Processes {
  readonly services: readonly ContainerServiceDefinition[];
  readonly oneOffTasks: readonly ContainerServiceDefinition[];
  readonly functions: readonly LambdaFunction[];
}

/** The same model, with each variable that is one of `values` changed to what it is on this machine. */
export function withLocalValues<Model extends Processes>(
  model: Model,
  values: ReadonlyMap<string, string>,
): Model {
  const local = (value: string) => values.get(value) ?? value;
  const localTask = (task: ContainerServiceDefinition): ContainerServiceDefinition => {
    const { environment } = task.container;
    const changed = environment?.map(({ name, value }) => ({ name, value: local(value) }));
    return { ...task, container: { ...task.container, environment: changed } };
  };
  return {
    ...model,
    services: model.services.map(localTask),
    oneOffTasks: model.oneOffTasks.map(localTask),
    functions: model.functions.map((definition) => ({
      ...definition,
      variables: Object.fromEntries(
        Object.entries(definition.variables).map(([name, value]) => [name, local(value)]),
      ),
    })),
  };
}
