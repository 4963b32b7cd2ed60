import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { REPOSITORY_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecr-policy-not-public",
  title: "ECR repository policy is not public",
  service: "ecr",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_32"],
    cdkNag: ["AwsSolutions-ECR1"],
    prowler: ["ecr_repositories_not_publicly_accessible"],
  },
  types: REPOSITORY_POLICY,
  fix: "Name the accounts that may pull, or add a condition on aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  example: `
import { ecr, iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
new ecr.RepositoryPolicy("orders", {
  ...settings,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (allowsEveryone(statement)) report(`${statement.path} allows everyone`);
    }
  },
});
