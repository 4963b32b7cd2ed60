import { namesSecret } from "../../aws/credentials";
import { SSM_PARAMETER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const TYPES = ["String", "StringList", "SecureString"] as const;

export default defineResourceRule({
  id: "ssm-secure-string",
  title: "SSM parameters with secret names are SecureString",
  service: "ssm",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV2_AWS_34", "CKV_AWS_337"] },
  types: SSM_PARAMETER,
  fix: "Set type to SecureString with keyId of a customer managed key, and value in place of insecureValue.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  example: `
import { ssm } from "@pulumi/aws";

new ssm.Parameter("endpoint", {
  ...settings,
  type: "SecureString",
  keyId: key.arn,
  value: endpoint,
  insecureValue: undefined,
});`,
  check({ resource, props, report }) {
    const name = props.at("name");
    if (name.isUnknown) return;
    // Pulumi names a parameter after the resource when it is given no name.
    if (!namesSecret(name.text() ?? resource.name)) return;
    const type = props.at("type");
    const [key, insecure] = [props.at("keyId"), props.at("insecureValue")];
    if (type.isNot("SecureString")) report(found(type, TYPES));
    else if (!insecure.isUnknown && !insecure.isMissing) report("insecureValue is set");
    else if (type.is("SecureString") && !key.isUnknown && key.isMissing) report(found(key));
  },
});
