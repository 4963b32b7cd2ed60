/** What a stack with a user pool needs before its services start. */
import type { LambdaFunction } from "../../functions/lambdaFunctions";
import type { ContainerServiceDefinition } from "../../tasks/definitions";
import { type TokenDesk, openTokenDesk } from "./desk";
import type { TokenIssuer } from "./issuers";
import { startKeyServer } from "./keyServer";

/** What of the model carries environment variables. */
interface Processes {
  readonly services: readonly ContainerServiceDefinition[];
  readonly functions: readonly LambdaFunction[];
}

export interface Tokens<Model> {
  /** The model, with services pointed to the key set on this machine. */
  readonly model: Model;
  /** Undefined when the stack has no user pool. */
  readonly desk: TokenDesk | undefined;
  close(): Promise<void>;
}

/** The key of the customers' tokens, and its key set where the services can fetch it. */
export async function openTokens<
  Model extends Processes & { readonly tokenIssuers: readonly TokenIssuer[] },
>(model: Model, dataDirectory: string): Promise<Tokens<Model>> {
  if (model.tokenIssuers.length === 0) {
    return { model, desk: undefined, close: () => Promise.resolve() };
  }
  const desk = await openTokenDesk(dataDirectory, model.tokenIssuers);
  const keys = await startKeyServer(desk);
  return { model: withLocalKeys(model, keys.addresses), desk, close: () => keys.close() };
}

/** The same model, with each variable that is one of `addresses` changed to what it is on this machine. */
export function withLocalKeys<Model extends Processes>(
  model: Model,
  addresses: ReadonlyMap<string, string>,
): Model {
  const local = (value: string) => addresses.get(value) ?? value;
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
