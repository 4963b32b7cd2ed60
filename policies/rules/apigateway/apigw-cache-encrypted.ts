import { REST_METHOD_SETTINGS } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigw-cache-encrypted",
  title: "API Gateway encrypts what it caches",
  service: "apigateway",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["APIGateway.5"],
    checkov: ["CKV_AWS_308"],
    prowler: ["apigateway_restapi_cache_encrypted"],
  },
  types: REST_METHOD_SETTINGS,
  fix: "Set settings.cacheDataEncrypted to true.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.MethodSettings("every-method", {
  ...settings,
  settings: { cachingEnabled: true, cacheDataEncrypted: true },
});`,
  remedy: [{ path: "settings.cacheDataEncrypted", value: true }],
  check({ props, report }) {
    const settings = props.at("settings");
    const encrypted = settings.at("cacheDataEncrypted");
    if (settings.at("cachingEnabled").is(true) && encrypted.isNot(true)) report(found(encrypted));
  },
});
