/** docs/settings.md against the settings that are accepted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse, type Values } from "../config/settings";

const rows = readFileSync(resolve(__dirname, "../../docs/settings.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

/** The keys that are accepted where this one is not. */
function acceptedBeside(changes: Values): string[] {
  try {
    parse(changes);
  } catch (error) {
    const [, names = ""] = /unknown key, expected one of (.*)/.exec(String(error)) ?? [];
    return names.split(", ");
  }
  throw new Error(`accepted ${JSON.stringify(changes)}`);
}

function cellsOf(setting: string): readonly string[] {
  return rows.find(([, name]) => name === `\`${setting}\``) ?? [];
}

describe("docs/settings.md", () => {
  it("has a row for each setting, and no other", () => {
    const named = rows.map(([, name = ""]) => name.replaceAll("`", ""));
    assert.deepEqual(named.sort(), acceptedBeside({ "microservices:other": "1" }).sort());
  });

  for (const setting of [
    ...["network", "instances", "kubernetes", "alarms", "tracing", "canary", "audit", "budget"],
  ]) {
    it(`names every key of ${setting}`, () => {
      const keys = acceptedBeside({ [`microservices:${setting}`]: '{"other":1}' });
      const [, , accepted = ""] = cellsOf(setting);
      assert.deepEqual(
        keys.filter((key) => !accepted.includes(`\`${key}\``)),
        [],
      );
    });
  }

  it("has the defaults", () => {
    const settings = parse();
    const plain = ["ingress", "priceClass", "seedData", "protect", "logRetentionDays"] as const;
    for (const setting of plain) {
      const [, , , written = ""] = cellsOf(setting);
      assert.equal(written.replaceAll("`", ""), String(settings[setting]), setting);
    }
    assert.equal(cellsOf("network")[3], `${settings.network.zones}, \`${settings.network.nat}\``);
    assert.equal(cellsOf("dataTier")[3], `\`${settings.dataTier}\``);
    assert.deepEqual(new Set(Object.values(settings.audit)), new Set([false]));
  });
});
