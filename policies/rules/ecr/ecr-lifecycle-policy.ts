import { LIFECYCLE_POLICY, REPOSITORY } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "ecr-lifecycle-policy",
  title: "ECR repository lets old images go",
  service: "ecr",
  severity: "low",
  pillar: "cost",
  enforcement: "advisory",
  controls: { fsbp: ["ECR.3"], prowler: ["ecr_repositories_lifecycle_policy_enabled"] },
  types: REPOSITORY,
  relatedTypes: LIFECYCLE_POLICY,
  fix: "Add a LifecyclePolicy for the repository.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
  example: `
import { ecr } from "@pulumi/aws";

new ecr.LifecyclePolicy("orders", {
  repository: repository.name,
  policy: JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 },
        action: { type: "expire" },
      },
    ],
  }),
});`,
  check({ resource, stack, report }) {
    const policies = stack.referrers(resource, LIFECYCLE_POLICY, "repository");
    if (policies?.length === 0) report("no LifecyclePolicy in the stack names this repository");
  },
});
