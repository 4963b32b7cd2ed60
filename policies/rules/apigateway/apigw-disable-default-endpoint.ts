import { HTTP_API, HTTP_MAPPING, REST_API, REST_MAPPING } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/** Whatever the custom domain adds, such as mutual TLS, the default endpoint goes around. */
export default defineStackRule({
  id: "apigw-disable-default-endpoint",
  title: "APIs behind a custom domain answer there only",
  service: "apigateway",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {},
  types: [...REST_API, ...HTTP_API],
  relatedTypes: [...REST_MAPPING, ...HTTP_MAPPING],
  fix: "Set disableExecuteApiEndpoint to true.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.RestApi("shop", { ...settings, disableExecuteApiEndpoint: true });`,
  check({ resource, props, stack, report }) {
    const mappings = [
      ...(stack.referrers(resource, REST_MAPPING, "restApi") ?? []),
      ...(stack.referrers(resource, HTTP_MAPPING, "apiId") ?? []),
    ];
    const disabled = props.at("disableExecuteApiEndpoint");
    if (mappings.length > 0 && disabled.isNot(true)) {
      report(`a custom domain leads to it and ${found(disabled)}`);
    }
  },
});
