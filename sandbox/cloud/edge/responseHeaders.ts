/** Response headers policies of CloudFront. */
import { z } from "zod";
import type { Headers } from "../http/exchange";
import type { DeployedStack } from "../state/deployedStack";

const override = z.boolean().default(false);
const security = z.object({
  contentSecurityPolicy: z.object({ contentSecurityPolicy: z.string(), override }).optional(),
  contentTypeOptions: z.object({ override }).optional(),
  frameOptions: z.object({ frameOption: z.string(), override }).optional(),
  referrerPolicy: z.object({ referrerPolicy: z.string(), override }).optional(),
  strictTransportSecurity: z
    .object({
      accessControlMaxAgeSec: z.number(),
      includeSubdomains: z.boolean().default(false),
      preload: z.boolean().default(false),
      override,
    })
    .optional(),
  xssProtection: z
    .object({
      protection: z.boolean(),
      modeBlock: z.boolean().default(false),
      reportUri: z.string().optional(),
      override,
    })
    .optional(),
});
const policySchema = z.object({
  securityHeadersConfig: security.optional(),
  customHeadersConfig: z
    .object({
      items: z.array(z.object({ header: z.string(), value: z.string(), override })).default([]),
    })
    .optional(),
  removeHeadersConfig: z
    .object({ items: z.array(z.object({ header: z.string() })).default([]) })
    .optional(),
});

/** One header to set; without `override`, only when the origin did not send it. */
export interface HeaderRule {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}
export interface ResponseHeadersPolicy {
  readonly remove: readonly string[];
  readonly set: readonly HeaderRule[];
}

type Security = z.infer<typeof security>;

function hsts({
  accessControlMaxAgeSec,
  includeSubdomains,
  preload,
}: NonNullable<Security["strictTransportSecurity"]>): string {
  const parts = [`max-age=${accessControlMaxAgeSec}`];
  if (includeSubdomains) parts.push("includeSubDomains");
  if (preload) parts.push("preload");
  return parts.join("; ");
}

function xss(config: NonNullable<Security["xssProtection"]>): string {
  if (!config.protection) return "0";
  if (config.modeBlock) return "1; mode=block";
  return config.reportUri === undefined ? "1" : `1; report=${config.reportUri}`;
}

/** The front door speaks plain HTTP, so the page's own requests must not be moved to HTTPS. */
function withoutUpgrade(policy: string): string {
  return policy
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "" && directive !== "upgrade-insecure-requests")
    .join("; ");
}

function securityRules(config: Security): HeaderRule[] {
  const rules: (HeaderRule | undefined)[] = [
    config.contentSecurityPolicy && {
      name: "content-security-policy",
      value: withoutUpgrade(config.contentSecurityPolicy.contentSecurityPolicy),
      override: config.contentSecurityPolicy.override,
    },
    config.contentTypeOptions && {
      name: "x-content-type-options",
      value: "nosniff",
      override: config.contentTypeOptions.override,
    },
    config.frameOptions && {
      name: "x-frame-options",
      value: config.frameOptions.frameOption,
      override: config.frameOptions.override,
    },
    config.referrerPolicy && {
      name: "referrer-policy",
      value: config.referrerPolicy.referrerPolicy,
      override: config.referrerPolicy.override,
    },
    config.strictTransportSecurity && {
      name: "strict-transport-security",
      value: hsts(config.strictTransportSecurity),
      override: config.strictTransportSecurity.override,
    },
    config.xssProtection && {
      name: "x-xss-protection",
      value: xss(config.xssProtection),
      override: config.xssProtection.override,
    },
  ];
  return rules.filter((rule) => rule !== undefined);
}

/** Policies by id. */
export function readResponseHeadersPolicies(
  stack: DeployedStack,
): Map<string, ResponseHeadersPolicy> {
  const policies = stack.ofType(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    policySchema,
  );
  return new Map(
    policies.map(({ id, properties }) => {
      const custom = properties.customHeadersConfig?.items ?? [];
      return [
        id,
        {
          remove: (properties.removeHeadersConfig?.items ?? []).map(({ header }) =>
            header.toLowerCase(),
          ),
          set: [
            ...securityRules(properties.securityHeadersConfig ?? {}),
            ...custom.map((item) => ({
              name: item.header.toLowerCase(),
              value: item.value,
              override: item.override,
            })),
          ],
        },
      ];
    }),
  );
}

/** The headers a viewer gets. */
export function applyResponseHeaders(headers: Headers, policy: ResponseHeadersPolicy): Headers {
  const result: Headers = new Map(headers);
  for (const name of policy.remove) result.delete(name);
  for (const { name, value, override: wins } of policy.set) {
    if (wins || !result.has(name)) result.set(name, [value]);
  }
  return result;
}
