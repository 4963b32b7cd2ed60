import { REPOSITORY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * Under MUTABLE_WITH_EXCLUSION the filters name what is immutable; only the owner knows what they
 * are to name the other way round, so the remedy leaves it.
 */
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
  example: `
import { ecr } from "@pulumi/aws";

new ecr.Repository("orders", { ...settings, imageTagMutability: "IMMUTABLE" });`,
  remedy: ({ props }) =>
    props.at("imageTagMutability").is("MUTABLE_WITH_EXCLUSION")
      ? []
      : [{ path: "imageTagMutability", value: "IMMUTABLE" }],
  check({ props, report }) {
    const mutability = props.at("imageTagMutability");
    if (mutability.isNot("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")) {
      report(found(mutability, ["MUTABLE", "MUTABLE_WITH_EXCLUSION"]));
    }
  },
});
