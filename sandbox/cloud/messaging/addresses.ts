/** Addresses of queues on this machine. */
import { type Processes, withLocalValues } from "../localValues";
import type { Messaging } from "./model";

/**
 * The model with services pointed to the queues of the emulator. The SDK takes a queue's URL for the
 * address to call, whatever AWS_ENDPOINT_URL says.
 *
 * @param endpoint where the emulator answers, such as `http://127.0.0.1:4566`
 */
export function withLocalQueues<Model extends Processes & { readonly messaging: Messaging }>(
  model: Model,
  endpoint: string,
): Model {
  const local = model.messaging.queues.map(({ url }): [string, string] => [
    url,
    `${endpoint}${new URL(url).pathname}`,
  ]);
  return withLocalValues(model, new Map(local));
}
