import { REPOSITORY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecr-tag-immutability",
  title: "ECR tags are immutable",
  service: "ecr",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECR.2"],
    checkov: ["CKV_AWS_51"],
    prowler: ["ecr_repositories_tag_immutability"],
  },
  types: REPOSITORY,
  fix: 'Set imageTagMutability to "IMMUTABLE" or "IMMUTABLE_WITH_EXCLUSION".',
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  check({ props, report }) {
    const mutability = props.at("imageTagMutability");
    if (mutability.isNot("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")) {
      report(found(mutability, ["MUTABLE", "MUTABLE_WITH_EXCLUSION"]));
    }
  },
});
