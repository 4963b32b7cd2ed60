/** A server that speaks the JSON protocol of an AWS API, and the environment that leads the SDK to it. */
import { createServer } from "node:http";

/** One call that a client made. */
export interface AwsCall {
  /** Operation, such as `AmazonSQS.SendMessageBatch`. */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface AwsServer {
  readonly calls: readonly AwsCall[];
  readonly endpoint: string;
  /** Stops it and puts the environment back. */
  close(): void;
}

/** Answers calls by `answer`; undefined leaves a call without one. */
export async function awsServer(answer: (call: AwsCall) => object | undefined): Promise<AwsServer> {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      const call = { target, input: JSON.parse(text) as AwsCall["input"] };
      calls.push(call);
      const body = answer(call);
      if (body === undefined) return;
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const restore = withEnvironment({
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  return {
    calls,
    endpoint,
    close: () => {
      restore();
      server.closeAllConnections();
      server.close();
    },
  };
}

function withEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
