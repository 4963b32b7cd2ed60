import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../../../components/internal/errors";

describe("ArgumentError", () => {
  it("names component and fault, and is printed by Pulumi without a stack trace", () => {
    const error = new ArgumentError("Table", "orders", "attributes must not be empty");
    assert.equal(error.message, 'Table "orders": attributes must not be empty');
    assert.ok(pulumi.RunError.isInstance(error));
  });
});
