import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AUTHENTICATION_OK,
  fatalError,
  isAuthenticationOk,
  parseStartup,
  readOnly,
  startupMessage,
} from "../../../../sandbox/cloud/relational/wire";

/** What `psql "user=ann dbname=shop"` sends after TLS, as it was recorded. */
const recorded = Buffer.from(
  "00000027" + "00030000" + Buffer.from("user\0ann\0database\0shop\0\0").toString("hex"),
  "hex",
);

function parsed(message: Buffer) {
  const startup = parseStartup(message.readUInt32BE(4), message.subarray(8));
  assert.ok(startup !== undefined);
  return startup;
}

describe("PostgreSQL's first message", () => {
  it("is read with version and parameters", () => {
    const { major, minor, parameters } = parsed(recorded);
    assert.deepEqual([major, minor], [3, 0]);
    assert.deepEqual(
      [...parameters],
      [
        ["user", "ann"],
        ["database", "shop"],
      ],
    );
  });

  const name = fc.string({ minLength: 1 }).map((text) => text.replaceAll("\0", "x"));
  it("is the same after it was read and written", () => {
    const parameters = fc.dictionary(name, name);
    fc.assert(
      fc.property(parameters, fc.nat(0x7fff), fc.nat(0xffff), (given, major, minor) => {
        const startup = { major, minor, parameters: new Map(Object.entries(given)) };
        assert.deepEqual(parsed(startupMessage(startup)), startup);
      }),
    );
  });

  for (const [title, body] of [
    ["without its end", "user\0ann\0"],
    ["with a name alone", "user\0\0"],
    ["with more after its end", "user\0ann\0\0rest\0"],
    ["that is empty", ""],
  ] as const) {
    it(`${title} is none`, () => {
      assert.equal(parseStartup(0x30000, Buffer.from(body)), undefined);
    });
  }

  it("for a replica adds to the options that were given", () => {
    const option = "-c default_transaction_read_only=on";
    assert.equal(readOnly(parsed(recorded)).parameters.get("options"), option);
    const startup = parsed(recorded);
    const given = { ...startup, parameters: new Map([["options", "-c geqo=off"]]) };
    assert.equal(readOnly(given).parameters.get("options"), `-c geqo=off ${option}`);
  });
});

describe("PostgreSQL's answers", () => {
  const message = (bytes: Buffer) => ({ type: bytes[0] ?? 0, body: bytes.subarray(5), bytes });

  it("let somebody in by one message alone", () => {
    assert.ok(isAuthenticationOk(message(AUTHENTICATION_OK)));
    for (const code of [3, 5, 10, 12]) {
      assert.ok(!isAuthenticationOk(message(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, code]))));
    }
    assert.ok(!isAuthenticationOk(message(fatalError("28000", "no"))));
  });

  it("end a connection with a code and a message", () => {
    const bytes = fatalError("28000", "no");
    assert.equal(bytes.readUInt32BE(1), bytes.length - 1);
    assert.equal(bytes.toString("latin1", 5), "SFATAL\0VFATAL\0C28000\0Mno\0\0");
  });
});
