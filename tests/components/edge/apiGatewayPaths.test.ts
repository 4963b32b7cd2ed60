import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  covers,
  gatewayPaths,
  pathFault,
  pathName,
  variablesOf,
} from "../../../components/edge/apiGateway/paths";

describe("paths of API Gateway", () => {
  const expressible: readonly (readonly [string, readonly string[]])[] = [
    ["/catalog/*", ["/catalog/{proxy+}"]],
    ["/*", ["/", "/{proxy+}"]],
    ["/", ["/"]],
    ["/reports/daily", ["/reports/daily"]],
    ["/v1.2/a_b-c/*", ["/v1.2/a_b-c/{proxy+}"]],
  ];
  for (const [pattern, templates] of expressible) {
    it(`${pattern} is ${templates.join(" and ")}`, () => {
      assert.equal(pathFault(pattern), undefined);
      assert.deepEqual(
        gatewayPaths(pattern).map(({ template }) => template),
        templates,
      );
    });
  }

  for (const pattern of ["/catalog*", "/a/*/b", "/a?c", "/a/", "/~me", "/a//b", "/*/"]) {
    it(`${pattern} is refused`, () => {
      assert.match(pathFault(pattern) ?? "", /^route must be a fixed path/);
    });
  }

  it("covers what a load balancer's pattern matches", () => {
    assert.ok(covers("/carts/*", "/carts/{customerId}/items"));
    assert.ok(!covers("/carts/*", "/carts"));
    assert.ok(!covers("/carts/*", "/cartsmith/{id}"));
    assert.ok(covers("/*", "/carts"));
    assert.ok(covers("/carts", "/carts"));
  });

  it("finds the variables of a template", () => {
    assert.deepEqual(variablesOf("/carts/{customerId}/items/{itemId}"), ["customerId", "itemId"]);
    assert.deepEqual(variablesOf("/catalog/{proxy+}"), ["proxy"]);
  });

  it("names different paths differently, and briefly", () => {
    const path = fc.stringMatching(/^\/[a-z/{}+*-]{0,127}$/);
    fc.assert(
      fc.property(path, path, (left, right) => {
        assert.equal(pathName(left) === pathName(right), left === right);
        assert.match(pathName(left), /^[A-Za-z0-9-]{1,47}$/);
      }),
    );
  });
});
