import assert from "node:assert/strict";
import { isPostgres, readDatabases } from "../../../../sandbox/cloud/relational/definitions";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import type { StateResource } from "../../../../sandbox/cloud/types";
import { dataArns, dataRules, dataState, databaseProxy, hosts } from "../fixtures/data";

const cidrs = new Map([["subnet-a", "10.0.0.0/24"]]);

function read(extra: readonly StateResource[] = [], without = "") {
  const { resources = [] } = dataState([...dataRules(), ...extra]);
  const kept = resources.filter(({ id }) => id !== without);
  const databases = readDatabases(new DeployedStack({ resources: kept }), cidrs);
  const [cluster, instance] = databases;
  assert.ok(cluster !== undefined && instance !== undefined && databases.length === 2);
  return { cluster, instance };
}

describe("relational databases of the state", () => {
  const place = {
    label: 'database "products"',
    groupIds: ["sg-products"],
    subnetCidrs: ["10.0.0.0/24"],
  };

  it("are clusters with their writer and their readers", () => {
    const { cluster } = read();
    assert.ok(isPostgres(cluster));
    assert.deepEqual(cluster, {
      name: "products",
      identifier: "shop-products",
      engine: "aurora-postgresql",
      majorVersion: 17,
      port: 5432,
      iamSignIn: true,
      databaseName: "products",
      masterUser: "dbadmin",
      masterPassword: undefined,
      managedSecretArn: dataArns.masterSecret,
      addresses: [
        { host: hosts.writer, readOnly: false, resourceId: "cluster-ABC123", path: [place] },
        { host: hosts.reader, readOnly: true, resourceId: "cluster-ABC123", path: [place] },
      ],
    });
  });

  it("have a writer that answers at the readers' address where there is no replica", () => {
    const { cluster } = read([], "products-instance-2");
    assert.equal(cluster.addresses[1]?.readOnly, false);
  });

  it("are instances, with the password that the program set", () => {
    const { instance } = read();
    assert.ok(!isPostgres(instance));
    assert.equal(instance.name, "ledger");
    assert.equal(instance.masterPassword, "own-password");
    assert.deepEqual(
      instance.addresses.map(({ host, resourceId }) => [host, resourceId]),
      [[hosts.ledger, "db-DEF456"]],
    );
  });

  it("are reached through their proxy, whose groups stand in between", () => {
    const { cluster } = read(databaseProxy());
    const proxy = {
      label: 'proxy of database "products"',
      groupIds: ["sg-proxy"],
      subnetCidrs: ["10.0.0.0/24"],
    };
    const common = { resourceId: "prx-0123", path: [proxy, place] };
    assert.deepEqual(cluster.addresses.slice(2), [
      { host: hosts.proxy, readOnly: false, ...common },
      { host: `readers.${hosts.proxy}`, readOnly: true, ...common },
    ]);
  });
});
