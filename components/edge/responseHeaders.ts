import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";

/**
 * Directives that the page's policy may need more sources in. `frame-ancestors` is not among them, see
 * `SecurityHeaders.framing`.
 */
export type SourceDirective =
  | "default-src"
  | "script-src"
  | "style-src"
  | "img-src"
  | "font-src"
  | "connect-src"
  | "media-src"
  | "frame-src"
  | "worker-src"
  | "manifest-src"
  | "form-action";

/** What a page may load, who may frame it, and how long browsers insist on TLS. */
export interface SecurityHeaders {
  /**
   * Sources that the page may load from besides its own origin, by directive of the Content Security
   * Policy, such as `{ "connect-src": ["https://auth.example.com"] }`. @default none
   */
  readonly contentSources?: Readonly<
    Partial<Record<SourceDirective, readonly pulumi.Input<string>[]>>
  >;
  /** Who may show the page in a frame. @default "nobody" */
  readonly framing?: "nobody" | "sameOrigin";
  /** Seconds that browsers insist on TLS once they saw the page, a year at least. @default 63072000, two years */
  readonly hstsMaxAgeSeconds?: number;
  /** Asks browsers to know of it before the first visit; see https://hstspreload.org. @default false */
  readonly hstsPreload?: boolean;
  /** @default "strict-origin-when-cross-origin" */
  readonly referrerPolicy?: "no-referrer" | "same-origin" | "strict-origin-when-cross-origin";
}

const twoYearsSeconds = 63_072_000;
const yearSeconds = 31_536_000;

/** What the page may load before anything is added: all from its own origin, images also inline. */
const ownSources: Readonly<Record<string, readonly string[]>> = {
  "default-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "object-src": ["'none'"],
  "base-uri": ["'self'"],
  "form-action": ["'self'"],
};

/** The first fault in the headers, or undefined. */
export function securityHeadersFault(headers: SecurityHeaders): string | undefined {
  const { contentSources = {}, hstsMaxAgeSeconds = twoYearsSeconds } = headers;
  for (const [directive, sources] of Object.entries(contentSources)) {
    const broken = sources.find(
      (source): source is string => typeof source === "string" && /[\s;,]|^$/.test(source),
    );
    if (broken !== undefined) {
      return `contentSources["${directive}"] must list one source each, without spaces, semicolons and commas, got "${broken}"; make it several entries`;
    }
  }
  return Number.isInteger(hstsMaxAgeSeconds) && hstsMaxAgeSeconds >= yearSeconds
    ? undefined
    : `hstsMaxAgeSeconds must be a whole number of at least ${yearSeconds}, a year, got ${hstsMaxAgeSeconds}; leave it out for two years`;
}

/**
 * The security headers of every response: CSP, HSTS, no framing, no sniffing, a strict referrer.
 * They override what an origin says.
 */
export function createResponseHeadersPolicy(
  name: string,
  headers: SecurityHeaders,
  opts: pulumi.CustomResourceOptions,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(
    name,
    {
      comment: "Security headers",
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy: contentSecurityPolicy(headers),
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: {
          frameOption: headers.framing === "sameOrigin" ? "SAMEORIGIN" : "DENY",
          override: true,
        },
        referrerPolicy: {
          referrerPolicy: headers.referrerPolicy ?? "strict-origin-when-cross-origin",
          override: true,
        },
        strictTransportSecurity: {
          accessControlMaxAgeSec: headers.hstsMaxAgeSeconds ?? twoYearsSeconds,
          includeSubdomains: true,
          preload: headers.hstsPreload ?? false,
          override: true,
        },
      },
    },
    opts,
  );
}

/**
 * A directive that is not there follows `default-src`, so one that is added starts with it; otherwise
 * an added source would take the page's own origin away.
 */
function contentSecurityPolicy({
  contentSources = {},
  framing,
}: SecurityHeaders): pulumi.Input<string> {
  const added: Partial<Record<string, readonly pulumi.Input<string>[]>> = contentSources;
  const directives = [...new Set([...Object.keys(ownSources), ...Object.keys(added)])];
  const lines = directives.map((directive) =>
    sourceLine(directive, ownSources[directive] ?? ["'self'"], added[directive] ?? []),
  );
  const ancestors = `frame-ancestors ${framing === "sameOrigin" ? "'self'" : "'none'"}`;
  return pulumi.all([...lines, ancestors]).apply((all) => all.join("; "));
}

function sourceLine(
  directive: string,
  own: readonly string[],
  added: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  return pulumi.all([directive, ...own, ...added]).apply((words) => words.join(" "));
}
