/** Which action a request is for, and its input. */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { ActionInput } from "./actions";

export interface ActionRequest {
  /** Name as AWS's JSON protocol sends it. */
  readonly target: string;
  readonly input: ActionInput;
}

/** Lambda's API knows actions by method and path: https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
const aliasPath = /^\/2015-03-31\/functions\/([^/]+)\/aliases\/([^/?]+)$/;

export async function readRequest(request: IncomingMessage): Promise<ActionRequest> {
  const { method, url = "" } = request;
  const [, functionName, aliasName] = aliasPath.exec(url) ?? [];
  if (method === "GET" && functionName !== undefined && aliasName !== undefined) {
    const input = {
      FunctionName: decodeURIComponent(functionName),
      Name: decodeURIComponent(aliasName),
    };
    return { target: "AWSLambda.GetAlias", input };
  }
  const target = String(request.headers["x-amz-target"] ?? "nothing that names an action");
  return { target, input: JSON.parse((await text(request)) || "{}") as ActionInput };
}
