import assert from "node:assert/strict";
import { rules } from "../../../policies/allRules";
import { didYouMean, similarIds } from "../../../policies/framework/similarIds";

const ids = rules.map(({ id }) => id);

describe("similar ids", () => {
  it("begin with the one that is meant, also when one of its words is misspelt", () => {
    assert.equal(similarIds("s3-bucket-verzioning", ids)[0], "s3-bucket-versioning");
    assert.equal(similarIds("rds-mutli-az", ids)[0], "rds-multi-az");
  });

  it("are three at most", () => {
    assert.equal(similarIds("s3-bucket", ids).length, 3);
  });

  it("make a question, or nothing when none is alike", () => {
    assert.equal(didYouMean("s3-tls", ["s3-bucket-tls-only"]), " Did you mean s3-bucket-tls-only?");
    assert.equal(didYouMean("nothing", ids), "");
  });
});
