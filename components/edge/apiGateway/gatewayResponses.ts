/**
 * What a REST API answers by itself, in the services' own form of errors. Pure.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */

/** Status by the type of answer; a type that is not here is one of the two defaults. */
const statuses: Readonly<Record<string, number>> = {
  ACCESS_DENIED: 403,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  AUTHORIZER_FAILURE: 500,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  DEFAULT_5XX: 500,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  INVALID_API_KEY: 403,
  MISSING_AUTHENTICATION_TOKEN: 404,
  QUOTA_EXCEEDED: 429,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  UNAUTHORIZED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
  WAF_FILTERED: 403,
};

/** API Gateway takes a path or method that it does not know for a request that lacks a signature. */
const unknownPath = "MISSING_AUTHENTICATION_TOKEN";

interface GatewayResponse {
  /** Absent where the type covers several. */
  readonly statusCode?: number;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** The answers by type, for `x-amazon-apigateway-gateway-responses`. */
export function gatewayResponses(): Record<string, GatewayResponse> {
  return Object.fromEntries(
    Object.entries(statuses).map(([type, status]) => [
      type,
      {
        ...(type.startsWith("DEFAULT_") ? {} : { statusCode: status }),
        responseTemplates: { "application/json": template(type, status) },
      },
    ]),
  );
}

/** These templates know variables and no functions; `messageString` comes with its quotes. */
function template(type: string, status: number): string {
  const message =
    type === unknownPath ? '"no service answers this path"' : "$context.error.messageString";
  return `{"code":${status},"message":${message}}`;
}
