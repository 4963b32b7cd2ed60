import assert from "node:assert/strict";
import { Certificate, type CertificateArgs } from "../../../components/edge/certificate";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, namesOf, record, valueOf } from "../../helpers/recordingMocks";

const args = { domainName: "shop.example.com", hostedZoneId: "Z1" };

function create(more: Partial<CertificateArgs> = {}): Certificate {
  return new Certificate("site", { ...args, ...more });
}

const certificateType = "aws:acm/certificate:Certificate";
const recordType = "aws:route53/record:Record";

describe("Certificate", () => {
  it("proves the domain by a DNS record and waits until ACM has issued it", async () => {
    const { registrations, result } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "edge:Certificate", "site"), {
      "aws:acm:Certificate site-certificate": {
        domainName: "shop.example.com",
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
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
    assert.deepEqual(result.names, ["shop.example.com"]);
  });

  it("is issued and validated in the region that it is given", async () => {
    const { registrations, result } = await record(() => create({ region: "us-east-1" }));
    const children = childrenOf(registrations, "edge:Certificate", "site");
    assert.equal(children["aws:acm:Certificate site-certificate"]?.["region"], "us-east-1");
    assert.equal(
      children["aws:acm:CertificateValidation site-validation"]?.["region"],
      "us-east-1",
    );
    assert.equal(result.region, "us-east-1");
  });

  it("proves each of several names by a record of its own", async () => {
    const subjectAlternativeNames = ["api.example.com", "auth.example.com"];
    const { registrations } = await record(() => create({ subjectAlternativeNames }));
    assert.deepEqual(
      find(registrations, certificateType).inputs["subjectAlternativeNames"],
      subjectAlternativeNames,
    );
    assert.deepEqual(namesOf(registrations, recordType), [
      "site-validation-record",
      "site-validation-record-api.example.com",
      "site-validation-record-auth.example.com",
    ]);
    assert.equal(
      find(registrations, recordType, "api.example.com").inputs["name"],
      "_proof.api.example.com.",
    );
    assert.deepEqual(
      find(registrations, "aws:acm/certificateValidation:CertificateValidation").inputs[
        "validationRecordFqdns"
      ],
      ["_proof.example.com.", "_proof.api.example.com.", "_proof.auth.example.com."],
    );
  });

  it("proves a domain and its wildcard by the one record that ACM gives both", async () => {
    const names = { domainName: "*.example.com", subjectAlternativeNames: ["example.com"] };
    const { registrations } = await record(() => create(names));
    assert.deepEqual(namesOf(registrations, recordType), ["site-validation-record"]);
    assert.equal(find(registrations, recordType).inputs["name"], "_proof.example.com.");
  });

  it("has the key that it is asked for", async () => {
    const { registrations } = await record(() => create({ keyAlgorithm: "RSA_2048" }));
    assert.equal(find(registrations, certificateType).inputs["keyAlgorithm"], "RSA_2048");
  });

  it("takes names of the zone that it is told, wildcards too", async () => {
    const names = { subjectAlternativeNames: ["*.example.com"], zoneName: "example.com" };
    const { registrations } = await record(() => create(names));
    assert.equal(namesOf(registrations, recordType).length, 2);
  });
});

describeMistakes("Certificate", "certificate.md", [
  {
    argument: "domainName",
    message:
      'domainName must be a lower-case domain name such as shop.example.com, got "https://shop.example.com"; give the name alone, without scheme, path or closing dot',
    make: () => create({ domainName: "https://shop.example.com" }),
  },
  {
    argument: "zoneName",
    message:
      'domainName must be example.org or a name below it, as the hosted zone holds no other, got "shop.example.com"; correct the name or give the zone that holds it',
    make: () => create({ zoneName: "example.org" }),
  },
  {
    argument: "subjectAlternativeNames",
    message:
      'subjectAlternativeNames must name each domain once, got "shop.example.com" twice; take it out of the list',
    make: () => create({ subjectAlternativeNames: ["shop.example.com"] }),
  },
]);
