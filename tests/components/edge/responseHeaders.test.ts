import assert from "node:assert/strict";
import { createResponseHeadersPolicy } from "../../../components/edge/responseHeaders";
import { find, record } from "../../helpers/recordingMocks";

describe("createResponseHeadersPolicy", () => {
  it("sets every security header, whatever the origin says", async () => {
    const { registrations } = await record(() => createResponseHeadersPolicy("edge-headers", {}));
    const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
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
});
