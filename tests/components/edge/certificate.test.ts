import assert from "node:assert/strict";
import { Certificate } from "../../../components/edge/certificate";
import { childrenOf, record, valueOf } from "../../helpers/recordingMocks";

const args = { domainName: "shop.example.com", hostedZoneId: "Z1" };

describe("Certificate", () => {
  it("proves the domain by a DNS record and waits until ACM has issued it", async () => {
    const { registrations, result } = await record(() => new Certificate("site", args));
    assert.deepEqual(childrenOf(registrations, "edge:Certificate", "site"), {
      "aws:acm:Certificate site-certificate": {
        domainName: "shop.example.com",
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
      },
      "aws:route53:Record site-validation-record": {
        zoneId: "Z1",
        name: "_proof.example.com.",
        type: "CNAME",
        records: ["_value.acm-validations.aws."],
        ttl: 300,
        allowOverwrite: true,
      },
      "aws:acm:CertificateValidation site-validation": {
        certificateArn: "arn:mock:site-certificate",
        validationRecordFqdns: ["_proof.example.com."],
      },
    });
    assert.equal(await valueOf(result.arn), "arn:mock:site-certificate");
  });

  it("is issued and validated in the region that it is given", async () => {
    const { registrations } = await record(
      () => new Certificate("site", { ...args, region: "us-east-1" }),
    );
    const children = childrenOf(registrations, "edge:Certificate", "site");
    assert.equal(children["aws:acm:Certificate site-certificate"]?.["region"], "us-east-1");
    assert.equal(
      children["aws:acm:CertificateValidation site-validation"]?.["region"],
      "us-east-1",
    );
  });
});
