import assert from "node:assert/strict";
import { releaseFaults, sloFaults } from "../../../../components/compute/release/releaseFaults";
import type { Release, Route, RuntimeKind } from "../../../../services/contract";

const catalog: Route = { path: "/catalog/*", auth: "public" };
const canary: Release = { strategy: "canary", smokePath: "/catalog/size" };

function faults(release: Release, routes = [catalog], kind: RuntimeKind = "fargate"): string[] {
  return releaseFaults(kind, release, routes);
}

describe("releaseFaults", () => {
  it("finds none in a canary with a smoke test below the service's route, on ECS and on Lambda", () => {
    for (const kind of ["fargate", "ec2", "lambda"] as const) {
      assert.deepEqual(faults(canary, [catalog], kind), [], kind);
    }
  });

  it("finds none in a rolling release anywhere, whatever the routes", () => {
    for (const kind of ["fargate", "ec2", "lambda", "eks"] as const) {
      assert.deepEqual(faults({ strategy: "rolling", rollbackOn: [] }, [], kind), [], kind);
      assert.deepEqual(releaseFaults(kind, undefined, []), [], kind);
    }
  });

  it("refuses to shift traffic on EKS", () => {
    assert.deepEqual(faults({ strategy: "blueGreen" }, [catalog], "eks"), [
      "release.strategy must be rolling on runtime eks, got blueGreen; use rolling, or move the service to fargate or ec2",
    ]);
  });

  it("refuses to shift traffic that one listener rule cannot hold", () => {
    assert.deepEqual(faults({ strategy: "blueGreen" }, []), [
      "release.strategy blueGreen needs 1 to 5 routes, since ECS moves the traffic of one listener rule, got none; join paths with * or use rolling",
    ]);
    const six = [1, 2, 3, 4, 5, 6].map((n) => ({ path: `/${n}`, auth: "public" }) as const);
    assert.match(faults({ strategy: "linear" }, six).join(), /got \/1, \/2, \/3, \/4, \/5, \/6;/);
    assert.deepEqual(faults({ strategy: "linear" }, six.slice(1)), []);
  });

  it("refuses to shift traffic that nothing would take back", () => {
    assert.deepEqual(faults({ strategy: "blueGreen", rollbackOn: [] }), [
      "release.rollbackOn must name 5xx, p99 or both when traffic moves, got none; without an alarm nothing takes it back",
    ]);
  });

  for (const [release, fault] of [
    [{ percent: 0 }, "release.percent must be a whole number from 1 to 99, got 0"],
    [{ percent: 100 }, "release.percent must be a whole number from 1 to 99, got 100"],
    [{ percent: 12.5 }, "release.percent must be a whole number from 1 to 99, got 12.5"],
    [{ stepMinutes: -1 }, "release.stepMinutes must be a whole number from 0 to 1440, got -1"],
    [{ bakeMinutes: 1441 }, "release.bakeMinutes must be a whole number from 0 to 1440, got 1441"],
  ] as const) {
    it(`refuses a canary with ${JSON.stringify(release)}`, () => {
      assert.deepEqual(faults({ strategy: "canary", ...release }), [fault]);
    });
  }

  it("refuses linear steps that are smaller than ECS takes", () => {
    assert.deepEqual(faults({ strategy: "linear", percent: 2 }), [
      "release.percent must be a whole number from 3 to 99, got 2",
    ]);
  });

  it("refuses a smoke path that the load balancer does not send to the service", () => {
    assert.deepEqual(faults({ strategy: "blueGreen", smokePath: "/health" }), [
      "release.smokePath must lie below a route of the service, got /health and routes /catalog/*",
    ]);
  });

  it("refuses a smoke path that only customers may call", () => {
    const orders: Route = { path: "/orders/*", auth: "customer" };
    assert.deepEqual(faults({ strategy: "blueGreen", smokePath: "/orders/1" }, [orders]), [
      "release.smokePath must lie below a public route, since the smoke test has no customer's token, got /orders/1 below /orders/*",
    ]);
  });

  it("matches patterns as the load balancer does, and looks at the path alone", () => {
    const exact: Route = { path: "/v?/cat.log", auth: "public" };
    const smoke = (smokePath: `/${string}`) =>
      faults({ strategy: "blueGreen", smokePath }, [exact]).length;
    assert.equal(smoke("/v2/cat.log?size=1"), 0);
    assert.equal(smoke("/v2/catalog"), 1, "a dot is a dot");
  });
});

describe("sloFaults", () => {
  it("finds none in common promises", () => {
    assert.deepEqual(sloFaults(), []);
    assert.deepEqual(sloFaults({ availability: 0.9995, latencyP99Ms: 300 }), []);
  });

  it("refuses percentages in place of shares, and perfection", () => {
    assert.deepEqual(sloFaults({ availability: 99.9 }), [
      "slo.availability must be a share from 0.5 to 0.99999, got 99.9; 99.9 % is 0.999",
    ]);
    assert.equal(sloFaults({ availability: 1 }).length, 1);
    assert.equal(sloFaults({ availability: Number.NaN }).length, 1);
  });

  it("refuses seconds in place of milliseconds", () => {
    assert.deepEqual(sloFaults({ latencyP99Ms: 0.3 }), [
      "slo.latencyP99Ms must be a whole number of milliseconds from 1 to 60000, got 0.3",
    ]);
  });
});
