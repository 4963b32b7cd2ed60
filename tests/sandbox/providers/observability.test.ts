import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { ResourceProvider, type ResourceState } from "../../../sandbox/providers/resources";
import { identityOf } from "../../../sandbox/providers/server";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1" });

const identity = (token: string) => identityOf(`urn:pulumi:dev::shop::${token}::it`);

function create(token: string, inputs: Properties): ResourceState {
  return provider.create(identity(token), inputs, false);
}

describe("a stand-in of what watches the account", () => {
  it("gives an analyzer the ARN that AWS gives it", () => {
    const { id, outputs } = create("aws:accessanalyzer/analyzer:Analyzer", {
      analyzerName: "shop-external",
      type: "ACCOUNT",
    });
    assert.equal(id, "shop-external");
    assert.equal(
      outputs.arn,
      "arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/shop-external",
    );
  });

  it("makes another analyzer when it is to look for something else", () => {
    const token = "aws:accessanalyzer/analyzer:Analyzer";
    const inputs = { analyzerName: "shop", type: "ACCOUNT" };
    const { outputs } = create(token, inputs);
    const news = { ...inputs, type: "ACCOUNT_UNUSED_ACCESS" };
    const { changes } = provider.diff(identity(token), { inputs, outputs }, news);
    assert.ok(changes.length > 0 && changes.every(({ replaces }) => replaces));
  });

  it("knows a detector's feature by detector and name", () => {
    const { id } = create("aws:guardduty/detectorFeature:DetectorFeature", {
      detectorId: "d1",
      name: "S3_DATA_EVENTS",
      status: "ENABLED",
    });
    assert.equal(id, "d1/S3_DATA_EVENTS");
  });

  it("changes a feature in place", () => {
    const token = "aws:guardduty/detectorFeature:DetectorFeature";
    const inputs = { detectorId: "d1", name: "S3_DATA_EVENTS", status: "ENABLED" };
    const { outputs } = create(token, inputs);
    const { changes } = provider.diff(
      identity(token),
      { inputs, outputs },
      { ...inputs, status: "DISABLED" },
    );
    assert.ok(changes.length > 0 && changes.every(({ replaces }) => !replaces));
  });

  it("calls a canary and a saved query by their names", () => {
    const canary = create("aws:synthetics/canary:Canary", { name: "page" });
    assert.equal(canary.outputs.arn, "arn:aws:synthetics:eu-west-1:123456789012:canary:page");
    const { id } = create("aws:cloudwatch/queryDefinition:QueryDefinition", {
      name: "shop/catalog/errors",
      queryString: "fields @message",
    });
    assert.equal(id, "shop/catalog/errors");
  });
});
