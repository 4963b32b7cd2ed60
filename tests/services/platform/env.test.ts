import assert from "node:assert/strict";
import * as z from "zod";
import {
  commonEnvironment,
  containerEnvironment,
  EnvironmentError,
  parseEnvironment,
  tableName,
} from "../../../services/platform/env";

const schema = containerEnvironment.extend({ ORDERS_TABLE_NAME: tableName.describe("a table") });
const valid = { SERVICE_NAME: "orders", PORT: "8080", ORDERS_TABLE_NAME: "orders-1a2b3c4" };

function faultOf(variables: Record<string, string | undefined>): string {
  try {
    parseEnvironment(schema, variables);
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.message;
  }
  return "no fault";
}

describe("environment", () => {
  it("is read into typed values, and listens on every interface by default", () => {
    assert.deepEqual(parseEnvironment(schema, { ...valid, UNRELATED: "x" }), {
      SERVICE_NAME: "orders",
      PORT: 8080,
      HOST: "0.0.0.0",
      OTEL_TRACES_SAMPLER: "parentbased_always_on",
      OTEL_TRACES_SAMPLER_ARG: 1,
      ORDERS_TABLE_NAME: "orders-1a2b3c4",
    });
  });

  it("has all its faults reported in one message", () => {
    assert.equal(
      faultOf({ ...valid, PORT: "http", ORDERS_TABLE_NAME: undefined }),
      "orders cannot start: 2 variables are missing or wrong in its environment. " +
        'PORT: expected the TCP port to listen on, 1 to 65535, got "http"; ' +
        "ORDERS_TABLE_NAME: expected a table, it is missing. " +
        "Set them in the container's or function's environment.",
    );
  });

  it("says what it can when not even the name is there", () => {
    assert.match(
      faultOf({ ...valid, SERVICE_NAME: undefined }),
      /^The service cannot start: one variable is missing or wrong in its environment\. SERVICE_NAME: /,
    );
  });

  const wrong: readonly (readonly [name: string, value: string])[] = [
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", ""],
    ["HOST", ""],
    ["SERVICE_NAME", "Orders"],
    ["ORDERS_TABLE_NAME", "a table"],
    ["ORDERS_TABLE_NAME", "x"],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
    ["OTEL_TRACES_SAMPLER", "xray"],
    ["OTEL_TRACES_SAMPLER_ARG", "5%"],
    ["OTEL_TRACES_SAMPLER_ARG", "1.5"],
    ["OTEL_TRACES_SAMPLER_ARG", ""],
  ];
  for (const [name, value] of wrong) {
    it(`refuses ${name}="${value}"`, () => {
      assert.ok(faultOf({ ...valid, [name]: value }).includes(`${name}: expected`));
    });
  }

  it("does not repeat the value of a secret", () => {
    const secret = commonEnvironment.extend({ DB_PASSWORD: z.string().min(20) });
    const variables = { SERVICE_NAME: "orders", DB_PASSWORD: "hunter2" };
    assert.throws(
      () => parseEnvironment(secret, variables),
      (error: Error) => /DB_PASSWORD/.test(error.message) && !/hunter2/.test(error.message),
    );
  });
});
