import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  createResponseHeadersPolicy,
  type SecurityHeaders,
} from "../../../components/edge/responseHeaders";
import { find, record } from "../../helpers/recordingMocks";

const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

interface Config {
  readonly contentSecurityPolicy: { readonly contentSecurityPolicy: string };
  readonly frameOptions: unknown;
  readonly referrerPolicy: unknown;
  readonly strictTransportSecurity: unknown;
}

async function configOf(headers: SecurityHeaders): Promise<Config> {
  const { registrations } = await record(() =>
    createResponseHeadersPolicy("edge-headers", headers, {}),
  );
  return find(registrations, type).inputs["securityHeadersConfig"] as Config;
}

async function policyOf(headers: SecurityHeaders): Promise<string[]> {
  const { contentSecurityPolicy } = await configOf(headers);
  return contentSecurityPolicy.contentSecurityPolicy.split("; ");
}

describe("createResponseHeadersPolicy", () => {
  it("sets every security header, whatever the origin says", async () => {
    const { registrations } = await record(() =>
      createResponseHeadersPolicy("edge-headers", {}, {}),
    );
    assert.deepEqual(find(registrations, type).inputs, {
      comment: "Security headers",
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy:
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: 63072000,
          includeSubdomains: true,
          preload: false,
          override: true,
        },
      },
    });
  });

  it("adds sources to a directive that is there, in front of nothing else", async () => {
    const policy = await policyOf({ contentSources: { "img-src": ["https://cdn.example.com"] } });
    assert.ok(policy.includes("img-src 'self' data: https://cdn.example.com"));
    assert.ok(policy.includes("default-src 'self'"));
  });

  it("keeps the page's own origin in a directive that an addition brings in", async () => {
    const policy = await policyOf({
      contentSources: {
        "connect-src": [pulumi.output("https://auth.example.com"), "https://x.io"],
      },
    });
    assert.ok(policy.includes("connect-src 'self' https://auth.example.com https://x.io"));
  });

  it("lets the page's own origin frame it when asked, in both headers that say so", async () => {
    const headers = { framing: "sameOrigin" } as const;
    assert.ok((await policyOf(headers)).includes("frame-ancestors 'self'"));
    assert.deepEqual((await configOf(headers)).frameOptions, {
      frameOption: "SAMEORIGIN",
      override: true,
    });
  });

  it("insists on TLS and hides the referrer as told", async () => {
    const config = await configOf({
      hstsMaxAgeSeconds: 31_536_000,
      hstsPreload: true,
      referrerPolicy: "no-referrer",
    });
    assert.deepEqual(config.strictTransportSecurity, {
      accessControlMaxAgeSec: 31536000,
      includeSubdomains: true,
      preload: true,
      override: true,
    });
    assert.deepEqual(config.referrerPolicy, { referrerPolicy: "no-referrer", override: true });
  });
});
