import assert from "node:assert/strict";
import fc from "fast-check";
import { rulePriority } from "../../../components/internal/rulePriority";

/** Path of one to four segments, without wildcards. */
const paths = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,9}$/), { minLength: 1, maxLength: 4 })
  .map((segments) => `/${segments.join("/")}`);

describe("rulePriority", () => {
  it("lies within what a listener accepts, for any text", () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const priority = rulePriority(path);
        assert.ok(Number.isInteger(priority) && priority >= 1 && priority <= 50_000, `${priority}`);
      }),
    );
  });

  it("never changes for a path, so that a deployed rule keeps its place", () => {
    assert.deepEqual(["/catalog/*", "/carts/*", "/*"].map(rulePriority), [40_735, 42_529, 48_697]);
  });

  it("puts a path below another before it", () => {
    fc.assert(
      fc.property(paths, paths, (parent, child) => {
        fc.pre(parent.length + child.length < 48);
        assert.ok(rulePriority(`${parent}${child}/*`) < rulePriority(`${parent}/*`));
        assert.ok(rulePriority(`${parent}${child}`) < rulePriority(`${parent}/*`));
      }),
    );
  });

  it("puts the path that matches everything behind every other", () => {
    fc.assert(
      fc.property(paths, (path) => {
        assert.ok(rulePriority(`${path}/*`) < rulePriority("/*"));
      }),
    );
  });
});
