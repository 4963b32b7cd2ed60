import assert from "node:assert/strict";
import { hostsIn, withLocalAddresses } from "../../../../sandbox/cloud/servers/addresses";

const writer = { host: "shop.cluster-abc.eu-west-1.rds.amazonaws.com", port: 5432 };
const reader = { host: "shop.cluster-ro-abc.eu-west-1.rds.amazonaws.com", port: 5432 };
const local = [
  { ...writer, localPort: 41001 },
  { ...reader, localPort: 41002 },
];

describe("addresses of databases in variables", () => {
  it("become localhost, each with the port of its own", () => {
    const variables = {
      ORDERS_HOST: writer.host,
      ORDERS_PORT: "5432",
      ORDERS_READ_HOST: reader.host,
      ORDERS_READ_PORT: "5432",
    };
    assert.deepEqual(withLocalAddresses(variables, local), {
      ORDERS_HOST: "localhost",
      ORDERS_PORT: "41001",
      ORDERS_READ_HOST: "localhost",
      ORDERS_READ_PORT: "41002",
    });
  });

  it("are found within URLs, with and without their port", () => {
    const variables = {
      WITH: `postgres://user@${writer.host}:5432/orders`,
      WITHOUT: `postgres://user@${reader.host}/orders`,
    };
    assert.deepEqual(withLocalAddresses(variables, local), {
      WITH: "postgres://user@localhost:41001/orders",
      WITHOUT: "postgres://user@localhost:41002/orders",
    });
  });

  it("leave other variables as they are, ports of other things too", () => {
    const variables = {
      ORDERS_HOST: writer.host,
      ORDERS_PORT: "6432",
      PORT: "5432",
      OTHER: `x-${writer.host}`,
      LONGER: `${writer.host}.example.com`,
    };
    assert.deepEqual(withLocalAddresses(variables, local), {
      ...variables,
      ORDERS_HOST: "localhost",
    });
  });

  it("of what is not run come with whatever port there is", () => {
    const variables = { LEDGER_HOST: writer.host, LEDGER_PORT: "2484" };
    const anyPort = [{ host: writer.host, port: undefined, localPort: 41003 }];
    assert.deepEqual(withLocalAddresses(variables, anyPort), {
      LEDGER_HOST: "localhost",
      LEDGER_PORT: "41003",
    });
  });

  it("are listed once each, and not where only a longer name stands", () => {
    const variables = { A: writer.host, B: writer.host, C: `x.${reader.host}` };
    assert.deepEqual(hostsIn(variables, [writer, reader]), [writer]);
  });
});
