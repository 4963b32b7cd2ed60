/** What a stack with a user pool needs before its services start. */
import { type Processes, withLocalValues } from "../../localValues";
import { type TokenDesk, openTokenDesk } from "./desk";
import type { TokenIssuer } from "./issuers";
import { startKeyServer } from "./keyServer";

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
  return { model: withLocalValues(model, keys.addresses), desk, close: () => keys.close() };
}
