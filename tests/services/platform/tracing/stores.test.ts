import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { createPostgres } from "../../../../services/platform/postgres";
import type { Tracing } from "../../../../services/platform/tracing";
import { createValkey } from "../../../../services/platform/valkey";
import { recordingLogger } from "../../../helpers/services/logs";
import { recordingTracing } from "../../../helpers/services/spans";

/** Spans of calls to a server that hangs up, made while a request is under way. */
async function spansOf(
  calls: (port: number, tracing: Tracing) => Promise<void>,
): Promise<ReturnType<ReturnType<typeof recordingTracing>["spans"]>> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.destroy();
  }).listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const { tracing, spans } = recordingTracing();
  try {
    const work = () => calls(address.port, tracing);
    await tracing.serve({ name: "GET /tested", attributes: {} }, work);
    return spans().filter(({ kind }) => kind === "CLIENT");
  } finally {
    server.close();
  }
}

const { logger } = recordingLogger();
const host = "localhost";

describe("span of a statement whose database is away", () => {
  it("fails, and has the table's name and no value", async () => {
    const spans = await spansOf(async (port, tracing) => {
      const password = () => Promise.resolve("hunter2");
      const server = { host, port, database: "catalog_db", user: "reader", password };
      const database = createPostgres({ ...server, logger, tracing, connectTimeoutMs: 500 });
      const read = database.read("SELECT * FROM products WHERE id = $1", ["ann"]);
      await assert.rejects(read, { name: "DatabaseUnavailableError" });
      await database.close();
    });
    const [span] = spans;
    assert.equal(span?.name, "SELECT products");
    assert.equal(span.failed, true);
    assert.equal(span.attributes["error.type"], "DatabaseUnavailableError");
    assert.doesNotMatch(JSON.stringify(spans), /ann|hunter2/);
  });
});

describe("span of a command whose cache is away", () => {
  it("fails, and has neither key nor value", async () => {
    const spans = await spansOf(async (port, tracing) => {
      const token = () => Promise.resolve("hunter2");
      const cache = createValkey({ host, port, user: "writer", token, logger, tracing });
      await assert.rejects(cache.get("search:ann"));
      await assert.rejects(cache.set("search:ann", "ann", 1_000));
      await cache.close();
    });
    assert.deepEqual(
      spans.map(({ name, failed, attributes }) => [name, failed, attributes["error.type"]]),
      [
        ["GET", true, "TimeoutError"],
        ["SET", true, "TimeoutError"],
      ],
    );
    assert.deepEqual(spans[0]?.attributes["db.system.name"], "valkey");
    assert.doesNotMatch(JSON.stringify(spans), /ann|hunter2/);
  });
});
