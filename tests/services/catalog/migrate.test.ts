import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { bundle, run } from "../../helpers/services/process";

describe("the catalog's migration as a process", () => {
  let file = "";
  before(() => {
    file = bundle("services/catalog/migrate.ts");
  });
  after(() => {
    rmSync(dirname(file), { recursive: true });
  });

  const environment = {
    SERVICE_NAME: "catalog",
    CATALOG_DB_HOST: "localhost",
    CATALOG_DB_PORT: "1",
    CATALOG_DB_NAME: "catalog_db",
    CATALOG_DB_USER: "dbadmin",
    CATALOG_DB_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds-1",
    CATALOG_DB_READER: "catalog_db_reader",
    CATALOG_DB_WRITER: "catalog_db_writer",
  };

  it("says which variables are missing, and exits 1", async () => {
    const { code, stderr } = await run(file, { SERVICE_NAME: "catalog" }).ended;
    assert.equal(code, 1);
    assert.match(stderr, /^catalog cannot start: 7 variables are missing or wrong/);
  });

  it("says in one line why it could not begin, and exits 1", async () => {
    const { code, stdout, stderr } = await run(file, environment).ended;
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /^catalog_db: not migrated: .*migrations.*\n$/);
  });
});
