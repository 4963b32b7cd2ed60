import assert from "node:assert/strict";
import { HealthCheck, type HealthCheckArgs } from "../../../components/edge/healthCheck";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, record, valueOf } from "../../helpers/recordingMocks";

function create(more: Partial<HealthCheckArgs> = {}): HealthCheck {
  return new HealthCheck("shop-health", { domainName: "shop.example.com", ...more });
}

const type = "aws:route53/healthCheck:HealthCheck";

describe("HealthCheck", () => {
  it("asks by HTTPS every 30 seconds, and believes the third answer", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "edge:HealthCheck", "shop-health"), {
      "aws:route53:HealthCheck shop-health-check": {
        type: "HTTPS",
        fqdn: "shop.example.com",
        port: 443,
        resourcePath: "/",
        enableSni: true,
        requestInterval: 30,
        failureThreshold: 3,
        tags: { Name: "shop-health" },
      },
    });
  });

  it("looks for a text when it is given one", async () => {
    const { registrations } = await record(() =>
      create({ searchText: '"ok"', path: "/api/health", intervalSeconds: 10, failureThreshold: 1 }),
    );
    const { inputs } = find(registrations, type);
    assert.equal(inputs["type"], "HTTPS_STR_MATCH");
    assert.equal(inputs["searchString"], '"ok"');
    assert.equal(inputs["resourcePath"], "/api/health");
    assert.equal(inputs["requestInterval"], 10);
    assert.equal(inputs["failureThreshold"], 1);
  });

  it("asks from the regions that it is given", async () => {
    const checkerRegions = ["eu-west-1", "us-east-1", "ap-southeast-1"] as const;
    const { registrations } = await record(() => create({ checkerRegions }));
    assert.deepEqual(find(registrations, type).inputs["regions"], checkerRegions);
  });

  it("says where its metric is, for an alarm", async () => {
    const { result } = await record(() => create());
    assert.equal(await valueOf(result.healthCheckId), "shop-health-check-id");
    assert.equal(await valueOf(result.metric.dimensions.HealthCheckId), "shop-health-check-id");
    assert.equal(result.metric.region, "us-east-1");
  });
});

describeMistakes("HealthCheck", "health-check.md", [
  {
    argument: "domainName",
    message:
      'domainName must be a lower-case domain name such as shop.example.com, got "https://shop.example.com/health"; give the name alone, without scheme, path or closing dot',
    make: () => create({ domainName: "https://shop.example.com/health" }),
  },
  {
    argument: "failureThreshold",
    message: "failureThreshold must be a whole number from 1 to 10, got 0",
    make: () => create({ failureThreshold: 0 }),
  },
  {
    argument: "checkerRegions",
    message:
      "checkerRegions must name at least three regions, so that one that is cut off decides nothing, got 1; name more or leave it out for all eight",
    make: () => create({ checkerRegions: ["eu-west-1"] }),
  },
  {
    argument: "searchText",
    message: "searchText must have 1 to 255 characters, got 300; shorten it or leave it out",
    make: () => create({ searchText: "x".repeat(300) }),
  },
]);
