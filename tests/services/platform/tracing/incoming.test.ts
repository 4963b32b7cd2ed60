import assert from "node:assert/strict";
import {
  incomingTrace,
  newTraceId,
  xrayTraceId,
} from "../../../../services/platform/tracing/incoming";

const root = "1-67891233-abcdef012345678912345678";
const traceId = "67891233abcdef012345678912345678";
const parentId = "53995c3f42cd8ad8";
const other = "0af7651916cd43dd8448eb211c80319c";
const traceParent = `00-${other}-b7ad6b7169203331-01`;

describe("trace of a request", () => {
  const cases: readonly (readonly [what: string, headers: object, expected: object])[] = [
    ["none without a header", {}, {}],
    ["a load balancer's root", { traceHeader: `Root=${root}` }, { traceId }],
    [
      "a caller's span",
      { traceHeader: `Root=${root};Parent=${parentId};Sampled=1` },
      { traceId, parentId, sampled: true },
    ],
    [
      "a span that is not traced",
      { traceHeader: `Root=${root};Parent=${parentId};Sampled=0` },
      { traceId, parentId, sampled: false },
    ],
    [
      "a caller who leaves it to us",
      { traceHeader: `Root=${root};Parent=${parentId};Sampled=?` },
      { traceId, parentId },
    ],
    [
      "a root that is traced",
      { traceHeader: `Root=${root};Sampled=1` },
      { traceId, sampled: true },
    ],
    [
      "a root behind a load balancer's own mark, in capitals",
      { traceHeader: `Self=1-67891234-12456789abcdef0123456789; Root=${root.toUpperCase()}` },
      { traceId },
    ],
    [
      "the W3C's parent",
      { traceParent },
      { traceId: other, parentId: "b7ad6b7169203331", sampled: true },
    ],
    [
      "the W3C's parent before a root alone",
      { traceHeader: `Root=${root}`, traceParent },
      { traceId: other, parentId: "b7ad6b7169203331", sampled: true },
    ],
    [
      "X-Ray's parent before the W3C's",
      { traceHeader: `Root=${root};Parent=${parentId};Sampled=0`, traceParent },
      { traceId, parentId, sampled: false },
    ],
    [
      "a root beside a broken traceparent",
      { traceHeader: `Root=${root}`, traceParent: "00-1" },
      { traceId },
    ],
    ["none for a root that is too long", { traceHeader: `Root=${root}0;Sampled=1` }, {}],
    ["none for anything else", { traceHeader: "\u001b[31m;;=;Root", traceParent: "x" }, {}],
    ["no parent of zeros", { traceHeader: `Root=${root};Parent=0000000000000000` }, { traceId }],
  ];
  for (const [what, headers, expected] of cases) {
    it(`is ${what}`, () => {
      assert.deepEqual(incomingTrace(headers), expected);
    });
  }

  it("is written as X-Ray writes it", () => {
    assert.equal(xrayTraceId(traceId), root);
  });

  it("begins with its second when it is new", () => {
    assert.equal(newTraceId(0x65_53_f1_00 * 1000 + 999, other), `6553f100${other.slice(8)}`);
  });
});
