import assert from "node:assert/strict";
import { eventPublisher } from "../../../services/platform/eventPublisher";
import { type AwsServer, awsServer } from "../../helpers/awsServer";

const placed = (id: string) => ({ type: "OrderPlaced", detail: { id } });
const options = { busName: "store-events", source: "orders", retryMs: 1 };

/** What EventBridge answers to a call: a code for each entry that it refuses, by its detail's id. */
function answering(...refusals: Readonly<Record<string, string>>[]) {
  let calls = 0;
  return ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => {
    const refused = refusals[calls++] ?? {};
    const entries = input.Entries as readonly { readonly Detail: string }[];
    const Entries = entries.map(({ Detail }) => {
      const code = refused[(JSON.parse(Detail) as { id: string }).id];
      return code === undefined ? { EventId: "e" } : { ErrorCode: code };
    });
    return { FailedEntryCount: Object.keys(refused).length, Entries };
  };
}

describe("the publisher of events", () => {
  let server: AwsServer | undefined;

  afterEach(() => {
    server?.close();
  });

  const idsOf = (at: number) =>
    (server?.calls[at]?.input.Entries as readonly { readonly Detail: string }[]).map(
      ({ Detail }) => (JSON.parse(Detail) as { id: string }).id,
    );

  it("puts events on its bus in its name, ten to a call", async () => {
    server = await awsServer(answering());
    await eventPublisher(options).publish(Array.from({ length: 11 }, (_, at) => placed(`o${at}`)));
    assert.deepEqual(
      server.calls.map(({ target }) => target),
      ["AWSEvents.PutEvents", "AWSEvents.PutEvents"],
    );
    assert.deepEqual(idsOf(1), ["o10"]);
    assert.deepEqual(server.calls[1]?.input.Entries, [
      {
        EventBusName: "store-events",
        Source: "orders",
        DetailType: "OrderPlaced",
        Detail: '{"id":"o10"}',
      },
    ]);
  });

  it("tries again those that were throttled, and no other", async () => {
    server = await awsServer(answering({ b: "ThrottlingException" }));
    await eventPublisher(options).publish([placed("a"), placed("b"), placed("c")]);
    assert.deepEqual(idsOf(0), ["a", "b", "c"]);
    assert.deepEqual(idsOf(1), ["b"]);
    assert.equal(server.calls.length, 2);
  });

  it("gives up after three tries, and says why", async () => {
    const throttled = { b: "ThrottlingException" };
    server = await awsServer(answering(throttled, throttled, throttled));
    await assert.rejects(eventPublisher(options).publish([placed("a"), placed("b")]), {
      message: "1 not taken: ThrottlingException",
    });
    assert.equal(server.calls.length, 3);
  });

  it("does not try again what is the sender's fault", async () => {
    server = await awsServer(answering({ a: "MalformedDetail" }));
    await assert.rejects(eventPublisher(options).publish([placed("a")]), {
      message: "1 not taken: MalformedDetail",
    });
    assert.equal(server.calls.length, 1);
  });

  it("refuses an event that is too large before anything is sent", async () => {
    server = await awsServer(answering());
    const large = { type: "OrderPlaced", detail: { text: "ü".repeat(131_072) } };
    await assert.rejects(eventPublisher(options).publish([placed("a"), large]), {
      name: "RangeError",
      message:
        'Event "OrderPlaced" must have at most 262144 bytes, got 262172; store what is large and tell where it is',
    });
    assert.equal(server.calls.length, 0);
  });
});
