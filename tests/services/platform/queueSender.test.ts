import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { queueSender } from "../../../services/platform/queueSender";
import { type AwsServer, awsServer } from "../../helpers/awsServer";

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** SQS's answer; `refuse` says which bodies it does not take, call by call. */
function answering(...refusals: readonly (readonly string[])[]) {
  let calls = 0;
  return ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
    const refused = refusals[calls++] ?? [];
    const entries = input.Entries as readonly Entry[];
    const isRefused = ({ MessageBody }: Entry) => refused.includes(MessageBody);
    return {
      Successful: entries
        .filter((entry) => !isRefused(entry))
        .map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) })),
      Failed: entries
        .filter(isRefused)
        .map(({ Id }) => ({ Id, Code: "InternalError", SenderFault: false })),
    };
  };
}

describe("the sender to a queue", () => {
  let server: AwsServer | undefined;

  afterEach(() => {
    server?.close();
  });

  async function sender(answer = answering(), name = "jobs") {
    server = await awsServer(answer);
    const url = `${server.endpoint}/123456789012/${name}`;
    return { queue: queueSender<number>(url, { retryMs: 1 }), calls: server.calls };
  }
  const bodies = (call: { readonly input: Readonly<Record<string, unknown>> } | undefined) =>
    (call?.input.Entries as readonly Entry[]).map(({ MessageBody }) => MessageBody);

  it("sends ten messages to a call, as JSON", async () => {
    const { queue, calls } = await sender();
    await queue.send(Array.from({ length: 12 }, (_, at) => at));
    assert.deepEqual(bodies(calls[1]), ["10", "11"]);
    assert.deepEqual(calls[1]?.input.Entries, [
      { Id: "0", MessageBody: "10" },
      { Id: "1", MessageBody: "11" },
    ]);
  });

  it("sends those again that the queue did not take, and no other", async () => {
    const { queue, calls } = await sender(answering(["2"]));
    await queue.send([1, 2, 3]);
    assert.deepEqual(calls.map(bodies), [["1", "2", "3"], ["2"]]);
  });

  it("sends those of a FIFO queue one after another, each in its group", async () => {
    const { queue, calls } = await sender(answering(["1"]), "jobs.fifo");
    await queue.send([1, 2], (body) => ({ group: "ann", id: `id-${body}` }));
    assert.deepEqual(calls.map(bodies), [["1"], ["1"], ["2"]]);
    assert.deepEqual(calls[2]?.input.Entries, [
      {
        Id: "0",
        MessageBody: "2",
        MessageGroupId: "ann",
        MessageDeduplicationId: "id-2",
      },
    ]);
  });

  it("gives up after three tries, and sends nothing of what comes behind", async () => {
    const { queue, calls } = await sender(answering(["1"], ["1"], ["1"]), "jobs.fifo");
    await assert.rejects(
      queue.send([1, 2], () => ({ group: "ann" })),
      { message: "1 not taken: InternalError" },
    );
    assert.deepEqual(calls.map(bodies), [["1"], ["1"], ["1"]]);
  });
});
