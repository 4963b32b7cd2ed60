import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createOrigins } from "../../../components/edge/distribution/origins";
import { StaticSite } from "../../../components/edge/staticSite";
import { logBucket } from "../../helpers/components";
import { accountId, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import {
  cdnInputs,
  createDistribution,
  distributionArgs,
  publicApi,
  siteFiles,
} from "./distributionParts";

function standby(): StaticSite {
  return new StaticSite("standby", { directory: "site", accountId, accessLogs: logBucket() });
}

describe("Distribution in front of a public API", () => {
  useWorkspace({ files: siteFiles });

  it("reaches it over TLS 1.2 and shows it the secret header", async () => {
    const { registrations } = await record(() => createDistribution({ api: publicApi() }));
    assert.deepEqual(cdnInputs(registrations).origins.at(-1), {
      originId: "api",
      domainName: "api.execute-api.eu-west-1.amazonaws.com",
      originPath: "/live",
      customHeaders: [{ name: "x-origin-secret", value: "s3cret" }],
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    });
    assert.deepEqual(namesOf(registrations, "aws:cloudfront/vpcOrigin:VpcOrigin"), []);
  });

  it("keeps the header's value a secret", async () => {
    const { result } = await record(() => {
      const args = { ...distributionArgs(), api: publicApi() };
      return pulumi.jsonStringify(createOrigins("edge", args, {}).origins);
    });
    assert.ok(await pulumi.isSecret(result));
    assert.match(await valueOf(result), /"value":"s3cret"/);
  });
});

describe("Distribution with Origin Shield", () => {
  useWorkspace({ files: siteFiles });

  for (const [origin, other] of [
    ["site", "api"],
    ["api", "site"],
  ] as const) {
    it(`shields the ${origin} in its region, and the ${other} not`, async () => {
      const { registrations } = await record(() =>
        createDistribution({ originShield: { [origin]: "eu-west-1" } }),
      );
      const shields = new Map(
        cdnInputs(registrations).origins.map((one) => [one["originId"], one["originShield"]]),
      );
      assert.deepEqual(shields.get(origin), { enabled: true, originShieldRegion: "eu-west-1" });
      assert.equal(shields.get(other), undefined);
    });
  }
});

describe("Distribution with a second bucket", () => {
  useWorkspace({ files: siteFiles });

  it("asks it when the first one's region fails, and for the page only", async () => {
    const { registrations } = await record(() =>
      createDistribution({ failover: { site: standby() } }),
    );
    const inputs = cdnInputs(registrations);
    assert.deepEqual(inputs.originGroups, [
      {
        originId: "site-or-standby",
        members: [{ originId: "site" }, { originId: "site-standby" }],
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
      },
    ]);
    assert.deepEqual(inputs.origins[1], {
      originId: "site-standby",
      domainName: "standby-pages-bucket.s3.us-east-1.amazonaws.com",
      originAccessControlId: "edge-site-access-id",
    });
    assert.equal(inputs.defaultCacheBehavior.targetOriginId, "site-or-standby");
    assert.equal(inputs.orderedCacheBehaviors.at(-1)?.targetOriginId, "api");
  });

  it("asks it for the answers that it is told", async () => {
    const { registrations } = await record(() =>
      createDistribution({ failover: { site: standby(), statusCodes: [403, 503] } }),
    );
    const [group] = cdnInputs(registrations).originGroups as { failoverCriteria: unknown }[];
    assert.deepEqual(group?.failoverCriteria, { statusCodes: [403, 503] });
  });
});
