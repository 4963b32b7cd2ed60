import assert from "node:assert/strict";
import type { Trace } from "../../../sandbox/cloud/traces/collector";
import { tracesText } from "../../../sandbox/commands/traces";

const traceId = "67891233abcdef012345678912345678";
const span = { traceId, service: "carts", kind: 3, failed: false, parentId: "", attributes: {} };
const startMs = Date.parse("2026-01-02T03:04:05.678Z");

const trace: Trace = {
  traceId,
  spans: [
    {
      ...{ ...span, name: "GET /carts/:customerId", spanId: "a", startMs, endMs: startMs + 20.26 },
      attributes: { "http.response.status_code": 503, "error.type": "TimeoutError" },
      failed: true,
    },
    { ...{ ...span, name: "DynamoDB.Query", spanId: "b", parentId: "a" }, startMs, endMs: startMs },
    { ...{ ...span, name: "GET", spanId: "c", parentId: "a" }, startMs, endMs: startMs + 1 },
  ],
};

describe("tracesText", () => {
  it("has a span stand below the one that it is part of, with its time and its outcome", () => {
    assert.equal(
      tracesText([trace]),
      [
        "1-67891233-abcdef012345678912345678  2026-01-02T03:04:05.678Z",
        "    20.3 ms  carts  GET /carts/:customerId  503  failed: TimeoutError",
        "     0.0 ms  carts    DynamoDB.Query",
        "     1.0 ms  carts    GET",
      ].join("\n"),
    );
  });

  it("begins with a span whose caller is not here", () => {
    const [first] = trace.spans;
    assert.ok(first);
    const text = tracesText([{ ...trace, spans: [{ ...first, parentId: "elsewhere" }] }]);
    assert.match(text, /20\.3 ms {2}carts {2}GET/);
  });

  it("shows the ten last", () => {
    const all = Array.from({ length: 12 }, (_, at) => ({ ...trace, traceId: `${at}`.repeat(9) }));
    assert.equal(tracesText(all).split("\n\n").length, 10);
  });

  it("says what to do when there is none", () => {
    assert.match(tracesText([]), /^No trace yet/);
  });
});
