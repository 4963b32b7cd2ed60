import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { aclFile } from "../../../../sandbox/cloud/caches/acl";
import { isKeyValue, readCaches } from "../../../../sandbox/cloud/caches/definitions";
import { parseVersion } from "../../../../sandbox/cloud/caches/programs";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { dataArns, dataState, hosts } from "../fixtures/data";

const cidrs = new Map([["subnet-a", "10.0.0.0/24"]]);
const hash = (text: string) => `#${createHash("sha256").update(text).digest("hex")}`;

function cacheNamed(name: string) {
  const caches = readCaches(new DeployedStack(dataState()), cidrs);
  const cache = caches.find((one) => one.name === name);
  assert.ok(cache !== undefined);
  return cache;
}

describe("caches of the state", () => {
  it("are serverless caches, which are clusters, with the users of their group", () => {
    assert.deepEqual(cacheNamed("pages"), {
      name: "pages",
      cacheName: "pages-1a2b",
      arn: dataArns.cache,
      engine: "valkey",
      serverless: true,
      cluster: true,
      tls: true,
      port: 6379,
      users: [
        {
          name: "shop-pages-writer",
          accessString: "on ~* &* +@all -@admin -@dangerous +info",
          signIn: { kind: "iam", arn: dataArns.cacheUser },
        },
        {
          name: "default",
          accessString: "off -@all",
          signIn: { kind: "passwords", passwords: ["unused-password-of-default"] },
        },
      ],
      hosts: [hosts.cache],
      place: { label: 'cache "pages"', groupIds: ["sg-pages"], subnetCidrs: ["10.0.0.0/24"] },
    });
  });

  it("are replication groups, whose default user has their token", () => {
    const { cluster, tls, users } = cacheNamed("sessions");
    assert.deepEqual([cluster, tls], [false, true]);
    assert.deepEqual(users, [
      {
        name: "default",
        accessString: "on ~* &* +@all",
        signIn: { kind: "passwords", passwords: ["token-of-the-sessions"] },
      },
    ]);
  });

  it("of Memcached are there to be refused by name", () => {
    assert.ok(!isKeyValue(cacheNamed("files")));
    assert.deepEqual(cacheNamed("files").hosts, [hosts.memcached]);
  });
});

describe("the file of a cache's users", () => {
  const lines = aclFile(cacheNamed("pages").users, "made-here").split("\n");

  it("gives users of IAM the password of the gate, and the others theirs", () => {
    const [writer = "", standard = ""] = lines;
    assert.ok(writer.startsWith(`user shop-pages-writer resetpass ${hash("made-here")} on ~* &*`));
    assert.ok(
      standard.startsWith(`user default resetpass ${hash("unused-password-of-default")} off -@all`),
    );
  });

  it("takes from everybody what ElastiCache lets nobody do", () => {
    for (const line of lines.filter((text) => text !== "")) {
      assert.match(line, / -config -debug .*-shutdown/);
    }
  });

  it("lets nobody in unnamed where no user is called default", () => {
    assert.match(aclFile([], "made-here"), /^user default off$/m);
  });
});

describe("the version of a cache's server", () => {
  for (const [text, version] of [
    ["Valkey server v=9.1.2 sha=00000000:1 malloc=libc bits=64", "Valkey 9.1.2"],
    ["Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0", "Redis 7.0.15"],
    ["Redis server v=6.2.7 sha=00000000:0", undefined],
    ["something else", undefined],
  ] as const) {
    it(`${version ?? "is too old or none"}: ${text}`, () => {
      assert.equal(parseVersion(text), version);
    });
  }
});
