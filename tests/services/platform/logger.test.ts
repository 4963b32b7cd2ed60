import assert from "node:assert/strict";
import { createLogger, errorFields } from "../../../services/platform/logger";
import { parseLine } from "../../helpers/services/logs";

describe("logger", () => {
  it("writes one JSON object per line, fields after the message", () => {
    const lines: string[] = [];
    const logger = createLogger({
      service: "orders",
      clock: () => Date.UTC(2030, 0, 2, 3, 4, 5),
      write: (line) => lines.push(line),
    });
    logger.warn("late\nline", { ms: 12, absent: undefined });
    assert.deepEqual(lines, [
      '{"time":"2030-01-02T03:04:05.000Z","level":"warn","service":"orders","message":"late\\nline","ms":12}\n',
    ]);
  });

  it("names the level of each line", () => {
    const levels: unknown[] = [];
    const logger = createLogger({
      service: "orders",
      clock: () => 0,
      write: (line) => levels.push(parseLine(line).level),
    });
    logger.info("a");
    logger.warn("b");
    logger.error("c");
    assert.deepEqual(levels, ["info", "warn", "error"]);
  });

  it("describes an error with its stack, and anything else thrown as text", () => {
    const fields = errorFields(new TypeError("broken"));
    assert.equal(fields.error, "TypeError");
    assert.equal(fields.reason, "broken");
    assert.match(String(fields.stack), /logger\.test/);
    assert.deepEqual(errorFields("text"), { error: "text" });
  });
});
