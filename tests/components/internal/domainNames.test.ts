import assert from "node:assert/strict";
import {
  domainNameFault,
  isWithinZone,
  withoutWildcard,
  zoneFault,
} from "../../../components/internal/domainNames";

describe("a domain name", () => {
  for (const name of ["shop.example.com", "a.io", "x--1.example.co.uk", "shop.xn--p1ai"]) {
    it(`may be ${name}`, () => {
      assert.equal(domainNameFault("domainName", name), undefined);
    });
  }

  const wrong = [
    "",
    "localhost",
    "Shop.example.com",
    "https://shop.example.com",
    "shop.example.com.",
    "shop_1.example.com",
    "-shop.example.com",
    "shop-.example.com",
    "*.example.com",
    "10.0.0.1",
    `${"a".repeat(64)}.example.com`,
    `${"a.".repeat(126)}example.com`,
  ];
  for (const name of wrong) {
    it(`may not be "${name.slice(0, 30)}"`, () => {
      assert.match(domainNameFault("domainName", name) ?? "", /^domainName must be a lower-case/);
    });
  }

  it("is without its wildcard what the wildcard stands below", () => {
    assert.equal(withoutWildcard("*.example.com"), "example.com");
    assert.equal(withoutWildcard("example.com"), "example.com");
  });
});

describe("a hosted zone", () => {
  it("holds its own name and every name below it", () => {
    assert.ok(isWithinZone("example.com", "example.com"));
    assert.ok(isWithinZone("a.b.example.com", "example.com"));
  });

  it("holds no name that merely ends alike, nor the name above", () => {
    assert.ok(!isWithinZone("notexample.com", "example.com"));
    assert.ok(!isWithinZone("example.com", "shop.example.com"));
  });

  it("holds a wildcard below its own name", () => {
    assert.equal(zoneFault("domainName", "*.example.com", "example.com"), undefined);
    assert.match(zoneFault("domainName", "*.example.org", "example.com") ?? "", /example\.org/);
  });

  it("is not checked while its name is unknown", () => {
    assert.equal(zoneFault("domainName", "shop.example.org", undefined), undefined);
  });
});
