import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CommandStream,
  MalformedStream,
  type Part,
  command,
  credentialsOf,
} from "../../../../sandbox/cloud/caches/commands";

/** Feeds a stream in pieces that end at the given places. */
function feed(bytes: Buffer, ends: readonly number[]): Part[] {
  const stream = new CommandStream();
  const places = [0, ...[...ends].sort((one, other) => one - other), bytes.length];
  return places
    .slice(1)
    .flatMap((end, at) => stream.feed(Buffer.from(bytes.subarray(places[at], end))));
}

const signIns = (parts: readonly Part[]) =>
  parts.flatMap((part) => (part.kind === "signIn" ? [part.words] : []));

describe("a client's stream of commands", () => {
  const word = fc.string({ maxLength: 40 });
  const anyCommand = fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 4 }),
    fc.tuple(fc.constantFrom("AUTH", "auth", "HELLO"), word, word),
  );

  it("comes out as it went in, however it is cut, with every sign-in whole", () => {
    const streams = fc
      .array(anyCommand, { maxLength: 6 })
      .chain((commands) =>
        fc.tuple(
          fc.constant(commands),
          fc.array(fc.nat(Buffer.concat(commands.map(command)).length), { maxLength: 12 }),
        ),
      );
    fc.assert(
      fc.property(streams, ([commands, ends]) => {
        const bytes = Buffer.concat(commands.map(command));
        const parts = feed(bytes, ends);
        assert.ok(Buffer.concat(parts.map((part) => part.bytes)).equals(bytes));
        const expected = commands.filter(([name]) => /^(auth|hello)$/i.test(name));
        assert.deepEqual(signIns(parts), expected);
      }),
    );
  });

  it("does not hold a large value back", () => {
    const stream = new CommandStream();
    const bytes = command(["SET", "key", "v".repeat(1_000_000)]);
    const early = stream.feed(bytes.subarray(0, 500_000));
    assert.equal(Buffer.concat(early.map((part) => part.bytes)).length, 500_000);
  });

  it("does not take a value for a command", () => {
    const parts = feed(command(["SET", "a", "*2\r\n$4\r\nAUTH\r\n$1\r\nx\r\n"]), []);
    assert.deepEqual(signIns(parts), []);
  });

  it("may be typed", () => {
    assert.deepEqual(signIns(feed(Buffer.from("PING\r\nauth ann secret\r\n"), [3])), [
      ["auth", "ann", "secret"],
    ]);
  });

  for (const [title, text] of [
    ["a count that is none", "*x\r\n"],
    ["a negative count", "*-1\r\n"],
    ["a word without its length", "*2\r\nAUTH\r\n"],
    ["a line without CR", "*1\n$4\nPING\n"],
    ["a sign-in that is too long", `*2\r\n$4\r\nAUTH\r\n$70000\r\n`],
  ] as const) {
    it(`is refused with ${title}`, () => {
      assert.throws(() => feed(Buffer.from(text), []), MalformedStream);
    });
  }
});

describe("a command that signs in", () => {
  for (const [words, expected] of [
    [["AUTH", "secret"], { user: "default", password: "secret", passwordAt: 1 }],
    [["auth", "ann", "secret"], { user: "ann", password: "secret", passwordAt: 2 }],
    [["HELLO", "3", "AUTH", "ann", "s"], { user: "ann", password: "s", passwordAt: 4 }],
    [
      ["HELLO", "3", "SETNAME", "x", "auth", "ann", "s"],
      { user: "ann", password: "s", passwordAt: 6 },
    ],
    [["HELLO", "3"], undefined],
    [["HELLO", "3", "AUTH", "ann"], undefined],
    [["AUTH"], undefined],
  ] as const) {
    it(`is read: ${words.join(" ")}`, () => {
      assert.deepEqual(credentialsOf(words), expected);
    });
  }
});
