import { REST_API, REST_STAGE, WEB_ACL_ASSOCIATION } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "apigw-stage-waf",
  title: "Public REST API stage is associated with a web ACL",
  service: "apigateway",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["APIGateway.4"],
    checkov: ["CKV2_AWS_29"],
    cdkNag: ["AwsSolutions-APIG3"],
    prowler: ["apigateway_restapi_waf_acl_attached"],
  },
  types: REST_STAGE,
  relatedTypes: [...REST_API, ...WEB_ACL_ASSOCIATION],
  fix: "Add a WebAclAssociation whose resourceArn is this stage's ARN.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAclAssociation("shop", {
  resourceArn: restStage.arn,
  webAclArn: webAcl.arn,
});`,
  check({ resource, stack, report }) {
    const apis = stack.targets(resource, "restApi", REST_API);
    const types = apis?.map(({ props }) => props.at("endpointConfiguration").at("types"));
    // A type that is not known yet may be the private one.
    const mayBePrivate = types?.some(
      (each) => each.isUnknown || each.items().some((type) => !type.isNot("PRIVATE")),
    );
    if (mayBePrivate !== false) return;
    const associations = stack.referrers(resource, WEB_ACL_ASSOCIATION, "resourceArn");
    if (associations?.length === 0) report("no WebAclAssociation in the stack names this stage");
  },
});
