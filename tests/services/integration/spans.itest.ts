import assert from "node:assert/strict";
import { createPostgres, type Postgres } from "../../../services/platform/postgres";
import {
  masterPassword,
  type RunningPostgres,
  startPostgres,
} from "../../helpers/servers/postgresServer";
import { recordingLogger } from "../../helpers/services/logs";
import { recordingTracing, type SeenSpan } from "../../helpers/services/spans";

describe("spans of statements in a real PostgreSQL", function () {
  this.timeout(60_000);
  let postgres: RunningPostgres;
  let database: Postgres;
  const { tracing, spans } = recordingTracing();

  before(async () => {
    postgres = await startPostgres();
    const password = () => Promise.resolve(masterPassword);
    const { logger } = recordingLogger();
    database = createPostgres({ ...postgres.server, password, logger, tracing });
  });
  after(async () => {
    await database.close();
    await postgres.stop();
  });

  /** The one span of a statement that is read while a request is under way. */
  async function spanOf(text: string, values: readonly unknown[]): Promise<SeenSpan | undefined> {
    const seen = spans().length;
    await tracing.serve({ name: "GET /tested", attributes: {} }, async () => {
      await database.read(text, values).catch(() => undefined);
    });
    return spans()
      .slice(seen)
      .find(({ kind }) => kind === "CLIENT");
  }

  it("end well with the rows", async () => {
    const span = await spanOf("SELECT relname FROM pg_class WHERE relname = $1", ["ann"]);
    assert.deepEqual([span?.name, span?.failed], ["SELECT pg_class", false]);
    assert.doesNotMatch(JSON.stringify(span), /ann/);
  });

  it("fail with the server's own code, and not with its words", async () => {
    const span = await spanOf("SELECT 'ann'::int FROM pg_class", []);
    assert.equal(span?.failed, true);
    assert.equal(span.attributes["db.response.status_code"], "22P02");
    assert.doesNotMatch(JSON.stringify(span), /ann/);
  });
});
