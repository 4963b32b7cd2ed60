/** APIs of API Gateway as they run here, whichever protocol they were declared in. */

/** What answers a method. */
export type Integration =
  | {
      readonly kind: "function";
      /** With the alias or version that is invoked. */
      readonly functionArn: string;
    }
  | {
      readonly kind: "loadBalancer";
      readonly loadBalancerArn: string;
      readonly port: number;
      readonly vpcLinkId: string;
      /** Path that the load balancer gets, with the method's variables; absent when it is the caller's. */
      readonly path?: string;
    }
  | { readonly kind: "unknown"; readonly reason: string };

/** Who may call a method. */
export type Authorization =
  | { readonly kind: "none" }
  | {
      readonly kind: "tokens";
      /** The pool by its ARN (REST), or the issuer as tokens name it (HTTP). */
      readonly issuer:
        | { readonly userPoolArn: string }
        | { readonly url: string; readonly audiences: readonly string[] };
      /** Scopes of which a token needs one; none asks for none. */
      readonly scopes: readonly string[];
    }
  | { readonly kind: "unknown"; readonly reason: string };

export interface GatewayMethod {
  /** Such as `/catalog/{proxy+}`. */
  readonly template: string;
  /** Method in capital letters, or `ANY`. */
  readonly verb: string;
  readonly integration: Integration;
  readonly authorization: Authorization;
  readonly apiKeyRequired: boolean;
  /** Query parameters and headers that must be there. */
  readonly required: readonly { readonly name: string; readonly in: string }[];
}

/** An answer that an API gives by itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly body: string;
}

export interface GatewayApi {
  readonly id: string;
  readonly protocol: "rest" | "http";
  /** Name of the stage, `$default` for the one without a name. */
  readonly stage: string;
  /** First part of every path; empty without a stage in it. */
  readonly prefix: string;
  /** ARN of the stage as permissions name it. */
  readonly executionArn: string;
  /** ARN of the stage as web ACLs name it; absent for HTTP APIs, which have none. */
  readonly stageArn?: string;
  /** Host names that lead here. */
  readonly hosts: readonly string[];
  readonly methods: readonly GatewayMethod[];
  /** Own answers by type; empty for HTTP APIs. */
  readonly answers: ReadonlyMap<string, OwnAnswer>;
}

const INVOKED = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;

/** The function behind an invocation's ARN, or behind a function's own. */
export function invokedFunction(uri: string): Integration {
  const functionArn = INVOKED.exec(uri)?.[1] ?? (/^arn:[^:]+:lambda:/.test(uri) ? uri : undefined);
  return functionArn === undefined
    ? { kind: "unknown", reason: `its integration ${uri} is no Lambda function` }
    : { kind: "function", functionArn };
}

/** Address that AWS gives an API, from the ARN of its stage. */
export function ownHost(id: string, executionArn: string): string {
  const [, , , region = ""] = executionArn.split(":");
  return `${id}.execute-api.${region}.amazonaws.com`;
}
