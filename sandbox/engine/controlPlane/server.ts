/** An HTTP server that speaks AWS's JSON protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { DeployedStack } from "../../cloud/state/deployedStack";
import type { StackState } from "../../cloud/types";
import { messageOf } from "../../errors";
import { ActionError, type Actions } from "./actions";
import { readRequest } from "./requests";

export interface ControlPlaneOptions {
  readonly actions: Actions;
  /** The stack as the engine has written it so far. */
  readonly readState: () => StackState;
}

export function createControlPlane(options: ControlPlaneOptions): Server {
  return createServer((request, response) => {
    void answer(request, response, options);
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { actions, readState }: ControlPlaneOptions,
): Promise<void> {
  try {
    const { target, input } = await readRequest(request);
    const action = actions[target];
    if (action === undefined) {
      throw new ActionError(
        "UnknownOperationException",
        `The sandbox stands in for a few of AWS's actions only, and not for ${target}; see docs/sandbox.md.`,
      );
    }
    send(response, 200, action(input, new DeployedStack(readState())));
  } catch (error) {
    const [status, type] =
      error instanceof ActionError ? [400, error.type] : [500, "InternalFailure"];
    send(response, status, { __type: type, message: messageOf(error) });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(body));
}
