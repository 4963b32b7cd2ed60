import assert from "node:assert/strict";
import * as permissions from "../../../components/internal/permissions";

const { tableActions, indexActions, daxActions, objectActions } = permissions;
/** Lists stand alone, or by verb. */
const everyAction = Object.values(permissions).flatMap((list) =>
  Object.values<string | readonly string[]>(list).flat(),
);

describe("the list of permissions", () => {
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
