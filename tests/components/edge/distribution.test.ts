import assert from "node:assert/strict";
import { Certificate } from "../../../components/edge/certificate";
import { domain } from "../../helpers/components";
import { find, namesOf, record, valueOf } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { cdnInputs, createDistribution as create, siteFiles } from "./distributionParts";

const allMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

describe("Distribution", () => {
  useWorkspace({ files: siteFiles });

  it("serves page and API on one domain, over TLS, behind the web ACL", async () => {
    const { registrations } = await record(() => create());
    const shared = {
      viewerProtocolPolicy: "redirect-to-https",
      responseHeadersPolicyId: "edge-headers-id",
      compress: true,
    };
    assert.deepEqual(find(registrations, "aws:cloudfront/distribution:Distribution").inputs, {
      enabled: true,
      comment: "shop.example.com",
      aliases: ["shop.example.com"],
      defaultRootObject: "index.html",
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      webAclId: "arn:mock:edge-firewall-acl",
      origins: [
        {
          originId: "site",
          domainName: "web-pages-bucket.s3.us-east-1.amazonaws.com",
          originAccessControlId: "edge-site-access-id",
        },
        {
          originId: "api",
          domainName: "api-alb.elb.amazonaws.com",
          vpcOriginConfig: { vpcOriginId: "edge-api-origin-id" },
        },
      ],
      defaultCacheBehavior: {
        ...shared,
        targetOriginId: "site",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        functionAssociations: [
          { eventType: "viewer-request", functionArn: "arn:mock:edge-single-page" },
        ],
      },
      orderedCacheBehaviors: [
        {
          ...shared,
          pathPattern: "/api/*",
          targetOriginId: "api",
          allowedMethods: allMethods,
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
          functionAssociations: [
            { eventType: "viewer-request", functionArn: "arn:mock:edge-strip-api" },
          ],
        },
      ],
      customErrorResponses: [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map(
        (errorCode) => ({ errorCode, errorCachingMinTtl: 0 }),
      ),
      viewerCertificate: {
        acmCertificateArn: "arn:mock:edge-certificate-certificate",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
    });
  });

  it("signs its requests to the bucket and speaks TLS 1.2 to the private load balancer", async () => {
    const { registrations } = await record(() => create());
    const access = "aws:cloudfront/originAccessControl:OriginAccessControl";
    assert.deepEqual(find(registrations, access).inputs, {
      description: "Signs requests to the page's bucket",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.deepEqual(find(registrations, "aws:cloudfront/vpcOrigin:VpcOrigin").inputs, {
      vpcOriginEndpointConfig: {
        name: "shop-test-edge-api",
        arn: "arn:mock:api-alb",
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    });
  });

  it("makes a new VPC origin where one in use cannot be changed", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(find(registrations, "aws:cloudfront/vpcOrigin:VpcOrigin").replaceOnChanges, [
      "vpcOriginEndpointConfig",
    ]);
  });

  it("logs every request to the log bucket, in us-east-1, once the bucket accepts logs", async () => {
    const { registrations } = await record(() => create());
    const kind = (name: string) =>
      `aws:cloudwatch/${name[0]?.toLowerCase() ?? ""}${name.slice(1)}:${name}`;
    const destination = find(registrations, kind("LogDeliveryDestination"));
    assert.deepEqual(find(registrations, kind("LogDeliverySource")).inputs, {
      region: "us-east-1",
      logType: "ACCESS_LOGS",
      resourceArn: "arn:mock:edge-cdn",
    });
    assert.deepEqual(destination.inputs, {
      region: "us-east-1",
      outputFormat: "json",
      deliveryDestinationConfiguration: {
        destinationResourceArn: "arn:mock:access-logs-store-bucket/cloudfront",
      },
    });
    assert.deepEqual(find(registrations, kind("LogDelivery")).inputs, {
      region: "us-east-1",
      deliverySourceName: "edge-log-source",
      deliveryDestinationArn: "arn:mock:edge-log-destination",
    });
    const policy = find(
      registrations,
      "aws:s3/bucketPolicy:BucketPolicy",
      "access-logs-store-policy",
    );
    assert.ok(destination.dependencies.includes(policy.urn));
  });

  it("answers on the domain over IPv4 and IPv6", async () => {
    const { registrations, result } = await record(() => create());
    const type = "aws:route53/record:Record";
    const names = namesOf(registrations, type).filter((name) => name.startsWith("edge-alias"));
    assert.deepEqual(names, ["edge-alias-a", "edge-alias-aaaa"]);
    assert.deepEqual(find(registrations, type, "alias-aaaa").inputs, {
      zoneId: "Z1",
      name: "shop.example.com",
      type: "AAAA",
      aliases: [
        {
          name: "edge-cdn.cloudfront.net",
          zoneId: "Z2FDTNDATAQYW2",
          evaluateTargetHealth: false,
        },
      ],
    });
    assert.equal(await valueOf(result.url), "https://shop.example.com");
  });

  it("serves from everywhere when asked", async () => {
    const { registrations } = await record(() => create({ priceClass: "PriceClass_All" }));
    assert.equal(cdnInputs(registrations).priceClass, "PriceClass_All");
  });

  it("answers on further domains of its certificate", async () => {
    const { registrations } = await record(() =>
      create({
        aliases: ["www.shop.example.com", "*.shop.example.com"],
        certificate: new Certificate("wide-certificate", {
          ...domain,
          region: "us-east-1",
          subjectAlternativeNames: ["*.shop.example.com"],
        }),
      }),
    );
    assert.deepEqual(cdnInputs(registrations).aliases, [
      "shop.example.com",
      "www.shop.example.com",
      "*.shop.example.com",
    ]);
    const type = "aws:route53/record:Record";
    const { inputs } = find(registrations, type, "edge-alias-www-shop-example-com-a");
    assert.deepEqual([inputs["name"], inputs["type"]], ["www.shop.example.com", "A"]);
    assert.equal(
      find(registrations, type, "edge-alias-any-shop-example-com-aaaa").inputs["name"],
      "*.shop.example.com",
    );
  });

  it("keeps an error for as long as it is told", async () => {
    const { registrations } = await record(() => create({ errorCacheSeconds: 5 }));
    const times = cdnInputs(registrations).customErrorResponses.map(
      (response) => response["errorCachingMinTtl"],
    );
    assert.deepEqual([...new Set(times)], [5]);
  });

  it("is under Shield Advanced when asked, and only then", async () => {
    const type = "aws:shield/protection:Protection";
    const without = await record(() => create());
    assert.deepEqual(namesOf(without.registrations, type), []);
    const { registrations } = await record(() => create({ shieldAdvanced: true }));
    assert.deepEqual(find(registrations, type).inputs, { resourceArn: "arn:mock:edge-cdn" });
  });
});
