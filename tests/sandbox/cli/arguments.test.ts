import assert from "node:assert/strict";
import { distance, readCommandLine } from "../../../sandbox/commands/arguments";
import { helpText } from "../../../sandbox/commands/help";

describe("readCommandLine", () => {
  it("has defaults for everything but the command", () => {
    assert.deepEqual(readCommandLine(["start"]), {
      command: "start",
      help: false,
      stack: "dev",
      port: 8080,
      check: false,
    });
  });

  it("reads the options of a command", () => {
    const line = readCommandLine(["start", "--check", "--port", "9000", "--stack=staging"]);
    assert.deepEqual([line.check, line.port, line.stack], [true, 9000, "staging"]);
  });

  it("shows help when asked, and when no command is given", () => {
    assert.equal(readCommandLine([]).help, true);
    assert.equal(readCommandLine(["preview", "--help"]).help, true);
    assert.match(helpText("start"), /--check/);
    assert.doesNotMatch(helpText("preview"), /--check/);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ["strat", /Unknown command "strat"\. Did you mean start\? Valid are start, preview/],
    ["nope", /Unknown command "nope"\. Valid are start, preview/],
    ["start --stak dev", /Unknown option of "start" "--stak"\. Did you mean --stack\?/],
    ["preview --port 1", /Unknown option of "preview" "--port"/],
    ["start --port", /--port needs a value/],
    ["start --port 0", /from 1 to 65535, got "0"/],
    ["start --port http", /from 1 to 65535, got "http"/],
    ["start --check=yes", /--check takes no value/],
    ["status dev", /takes no further words, got "dev"/],
  ];
  for (const [words, message] of refused) {
    it(`refuses "${words}"`, () => {
      assert.throws(() => readCommandLine(words.split(" ")), { name: "SandboxError", message });
    });
  }
});

describe("distance", () => {
  it("counts the edits from one word to another", () => {
    assert.deepEqual(
      [distance("", "abc"), distance("start", "start"), distance("strat", "start")],
      [3, 0, 2],
    );
  });
});
