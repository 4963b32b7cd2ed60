/**
 * Operations of the OpenAPI document from which API Gateway makes an API, and who may call them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
import type { Property } from "../framework/property";

/**
 * `declared`: the operation itself says that anybody may call it. `public`: nothing says who may.
 * `key`: it asks for an API key, which says nothing of who calls.
 */
export type Access = "authorized" | "declared" | "key" | "public";

export interface Operation {
  /** Method and path, such as `GET /orders/{id}`; `ANY` for every method. */
  readonly route: string;
  readonly access: Access;
}

const METHODS: ReadonlyMap<string, string> = new Map([
  ...["get", "put", "post", "delete", "patch", "head"].map(
    (name) => [name, name.toUpperCase()] as const,
  ),
  ["x-amazon-apigateway-any-method", "ANY"],
]);

/** Names of the security schemes behind which somebody decides who calls. */
function authorizingSchemes(document: Property): ReadonlySet<string> {
  const schemes = [
    ...document.at("components").at("securitySchemes").entries(),
    ...document.at("securityDefinitions").entries(),
  ];
  return new Set(
    schemes
      .filter(
        ([, scheme]) =>
          !scheme.at("x-amazon-apigateway-authorizer").isMissing ||
          !scheme.at("x-amazon-apigateway-authtype").isMissing,
      )
      .map(([name]) => name),
  );
}

function accessOf(
  operation: Property,
  root: Property,
  authorizing: ReadonlySet<string>,
): Access | undefined {
  const signed = operation.at("x-amazon-apigateway-auth").at("type");
  if (signed.text()?.toUpperCase() === "AWS_IAM") return "authorized";
  const own = operation.entries().find(([key]) => key === "security")?.[1];
  const security = own ?? root;
  if (signed.isUnknown || security.isUnknown) return undefined;
  // One of the requirements is enough, so an empty one opens the operation.
  const requirements = security.items().map((each) => each.entries().map(([name]) => name));
  if (requirements.length === 0 || requirements.some((names) => names.length === 0)) {
    return own === undefined ? "public" : "declared";
  }
  const isAuthorized = requirements.every((names) => names.some((name) => authorizing.has(name)));
  return isAuthorized ? "authorized" : "key";
}

/** Every operation but OPTIONS, which browsers ask without credentials; none while it is unknown. */
export function operationsOf(body: Property): readonly Operation[] {
  const document = body.json();
  const authorizing = authorizingSchemes(document);
  return document
    .at("paths")
    .entries()
    .flatMap(([path, item]) =>
      item.entries().flatMap(([key, operation]): readonly Operation[] => {
        const method = METHODS.get(key.toLowerCase());
        if (method === undefined) return [];
        const access = accessOf(operation, document.at("security"), authorizing);
        return access === undefined ? [] : [{ route: `${method} ${path}`, access }];
      }),
    );
}
