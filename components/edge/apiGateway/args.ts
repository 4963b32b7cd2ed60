/** What an ApiGateway can be told. */
import type * as pulumi from "@pulumi/pulumi";
import type { TokenIssuer } from "../../identity/tokenIssuer";
import type { LogSettings } from "../../observability/logGroup";
import type { Certificate } from "../certificate";
import type { FunctionTarget } from "../ingress";
import type { LoadBalancer } from "../loadBalancer";
import type { OriginSecret } from "../originSecret";
import type { WebAcl } from "../webAcl";
import type { ApiDocument } from "./apiDocument";
import type { VpcLink } from "./vpcLink";

/** The way to services that run as tasks or pods, which no public endpoint has. */
export interface PrivateServices {
  readonly vpcLink: VpcLink;
  /** Internal load balancer that admits `vpcLink`. */
  readonly loadBalancer: LoadBalancer;
  /** A name on the load balancer's certificate, by which the API knows that it speaks to the right one. */
  readonly serverName: string;
}

/** Who decides about requests to routes for customers. */
export type Authorizer =
  /** API Gateway checks the access token that the caller got from this issuer. */
  | {
      readonly kind: "tokens";
      readonly issuer: TokenIssuer;
      /**
       * Scopes of which an access token needs one. Without scopes, REST APIs would take identity tokens
       * instead: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
       * @default ["openid", "aws.cognito.signin.user.admin"], one of which every Cognito sign-in gives
       */
      readonly scopes?: readonly string[];
    }
  /** A Lambda function looks at the whole request. */
  | {
      readonly kind: "function";
      readonly function: FunctionTarget;
      /**
       * Seconds that its decision holds for the same `Authorization` header, 0 to 3600. A decision
       * that is kept answers for other routes too, so the function must then allow or deny all at once.
       * @default 0, it decides about every request
       */
      readonly cacheSeconds?: number;
    };

/** A domain of the API's own; the address that AWS gives is then switched off. */
export interface CustomDomain {
  /** Such as `api.example.com`; not the site's own, which belongs to CloudFront. */
  readonly domainName: string;
  readonly hostedZoneId: pulumi.Input<string>;
  /** Certificate for the domain, in the API's region. */
  readonly certificate: Certificate;
  /** Takes only clients that present a certificate of this trust store. @default any client */
  readonly mutualTls?: {
    /** S3 URI of the trusted certificates in PEM form, such as `s3://bucket/trusted.pem`. */
    readonly truststoreUri: pulumi.Input<string>;
    /** Version of that object. @default the newest */
    readonly truststoreVersion?: pulumi.Input<string>;
  };
}

interface CommonArgs {
  readonly logs: LogSettings;
  /** Region of the API. */
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Header by which the origin knows CloudFront. */
  readonly originSecret: OriginSecret;
  /** @default none; routes to tasks are refused */
  readonly privateServices?: PrivateServices;
  /** @default none; routes for customers are refused */
  readonly authorizer?: Authorizer;
  /** @default the address that AWS gives */
  readonly customDomain?: CustomDomain;
  /** Requests per second to one route beyond which callers get 429, unless the route says. @default 1000 */
  readonly requestsPerSecond?: number;
  /** Seconds that a service has to answer, 1 to 29. @default 29 */
  readonly timeoutSeconds?: number;
}

/** How much the holder of an API key may send. */
export interface UsagePlan {
  /** Requests per second beyond which the key's holder gets 429. */
  readonly requestsPerSecond: number;
  /** @default no limit over longer times */
  readonly quota?: { readonly requests: number; readonly per: "DAY" | "WEEK" | "MONTH" };
}

/** API keys tell callers apart to meter them. They are no sign-in. */
export interface ApiKeys {
  /** Routes, by their path pattern, that take only requests with an `x-api-key`. */
  readonly paths: readonly string[];
  /** Plans by name; each has one key. */
  readonly plans: Readonly<Record<string, UsagePlan>>;
}

/** Sizes of the cache that AWS offers, in GB. */
export type CacheSizeGB = 0.5 | 1.6 | 6.1 | 13.5 | 28.4 | 58.2 | 118 | 237;

/** REST API: web ACL, cache, request validation, usage plans. */
export interface RestApiGatewayArgs extends CommonArgs {
  readonly protocol: "rest";
  /** Web ACL of scope REGIONAL that blocks requests without the origin secret. */
  readonly webAcl: WebAcl;
  /**
   * Description of the services' operations. Routes that it describes answer these operations and no
   * other, with parameters and bodies checked. @default routes answer every method and path below them
   */
  readonly openApi?: ApiDocument;
  /** Size of the cache, which exists when a route sets `cacheSeconds`. @default 0.5 */
  readonly cacheSizeGB?: CacheSizeGB;
  /** @default no route asks for a key */
  readonly apiKeys?: ApiKeys;
  /**
   * The role by which API Gateway writes logs is one setting for the account's region: `create` sets it,
   * and leaves it set when the stack goes; `existing` relies on the one there is. @default "create"
   */
  readonly accountLogRole?: "create" | "existing";
}

/**
 * HTTP API: cheaper and faster, and without all of the above. No web ACL can stand in front of it, so
 * whoever finds its address can go around CloudFront.
 */
export interface HttpApiGatewayArgs extends CommonArgs {
  readonly protocol: "http";
}

export type ApiGatewayArgs = RestApiGatewayArgs | HttpApiGatewayArgs;
