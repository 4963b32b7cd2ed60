import { SSM_DOCUMENT } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** The provider takes the accounts as text, separated by commas, under `account_ids`. */
export default defineResourceRule({
  id: "ssm-document-not-public",
  title: "SSM documents are not shared publicly",
  service: "ssm",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["SSM.4"],
    checkov: ["CKV_AWS_303"],
    prowler: ["ssm_documents_set_as_public"],
  },
  types: SSM_DOCUMENT,
  fix: "Name the accounts that may use the document in permissions.account_ids, or leave permissions out.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
  example: `
import { ssm } from "@pulumi/aws";

new ssm.Document("restart", {
  ...settings,
  permissions: { type: "Share", account_ids: "123456789012" },
});`,
  check({ props, report }) {
    const permissions = props.at("permissions");
    for (const accounts of [permissions.at("account_ids"), permissions.at("accountIds")]) {
      const shared = accounts.texts().flatMap((text) => text.split(","));
      if (shared.some((account) => account.trim().toLowerCase() === "all")) {
        report(`${accounts.path} shares the document with every account`);
      }
    }
  },
});
