import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import * as buckets from "../../../components/internal/permissions/buckets";
import * as databases from "../../../components/internal/permissions/databases";
import * as functions from "../../../components/internal/permissions/functions";
import * as images from "../../../components/internal/permissions/images";
import * as instances from "../../../components/internal/permissions/instances";
import * as logs from "../../../components/internal/permissions/logs";
import * as messaging from "../../../components/internal/permissions/messaging";
import * as observability from "../../../components/internal/permissions/observability";
import * as pods from "../../../components/internal/permissions/pods";
import * as releases from "../../../components/internal/permissions/releases";
import * as secrets from "../../../components/internal/permissions/secrets";
import * as tables from "../../../components/internal/permissions/tables";

const areas = {
  buckets,
  databases,
  functions,
  images,
  instances,
  logs,
  messaging,
  observability,
  pods,
  releases,
  secrets,
  tables,
};
const { objectActions } = buckets;
const { tableActions, indexActions, daxActions } = tables;
/** Lists stand alone, or by verb. */
const everyAction = Object.values(areas).flatMap((lists) =>
  Object.values(lists).flatMap((list) => Object.values<string | readonly string[]>(list).flat()),
);

describe("the list of permissions", () => {
  it("is looked at whole", () => {
    const files = readdirSync(resolve(__dirname, "../../../components/internal/permissions"));
    assert.deepEqual(
      Object.keys(areas).map((area) => `${area}.ts`),
      files.sort(),
    );
  });

  it("names whole actions of one service each, never a wildcard", () => {
    for (const action of everyAction) assert.match(action, /^[a-z0-9-]+:[A-Za-z]+$/);
  });

  it("lets a reader change nothing", () => {
    const changing = /Write|Put|Update|Delete|Create/;
    const read = [tableActions, indexActions, daxActions, objectActions].flatMap((a) => a.reads);
    assert.deepEqual(
      read.filter((action) => changing.test(action)),
      [],
    );
  });

  it("lets a writer read nothing", () => {
    const reading = /Get|Query|Scan/;
    const write = [tableActions, indexActions, daxActions, objectActions].flatMap((a) => a.writes);
    assert.deepEqual(
      write.filter((action) => reading.test(action)),
      [],
    );
  });

  it("gives readsWrites exactly what reads and writes give together", () => {
    for (const actions of [tableActions, indexActions, daxActions, objectActions]) {
      assert.deepEqual(
        [...actions.readsWrites].sort(),
        [...actions.reads, ...actions.writes].sort(),
      );
    }
  });

  it("names no action twice", () => {
    for (const actions of [...Object.values(tableActions), ...Object.values(indexActions)]) {
      assert.equal(new Set(actions).size, actions.length);
    }
  });
});
