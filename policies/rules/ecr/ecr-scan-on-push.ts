import { covers } from "../../aws/policyDocument";
import { REGISTRY_SCANNING, REPOSITORY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/**
 * A stack rule, unlike the catalogue's, since scanning may be declared once for the whole
 * registry. The remedy works before the rest of the stack is known, and turns scanning on where
 * the registry may do it too.
 */
export default defineStackRule({
  id: "ecr-scan-on-push",
  title: "ECR scans images on push",
  service: "ecr",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECR.1"],
    checkov: ["CKV_AWS_163"],
    prowler: ["ecr_repositories_scan_images_on_push_enabled"],
  },
  types: REPOSITORY,
  relatedTypes: REGISTRY_SCANNING,
  fix: "Set imageScanningConfiguration.scanOnPush to true, or declare a RegistryScanningConfiguration whose filter covers the repository.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
  example: `
import { ecr } from "@pulumi/aws";

new ecr.Repository("orders", {
  ...settings,
  imageScanningConfiguration: { scanOnPush: true },
});`,
  remedy: [{ path: "imageScanningConfiguration.scanOnPush", value: true }],
  check({ props, stack, report }) {
    const scan = props.at("imageScanningConfiguration").at("scanOnPush");
    if (!scan.isNot(true)) return;
    const rules = stack.ofType(REGISTRY_SCANNING).map((registry) => registry.props.at("rules"));
    const scanning = rules
      .flatMap((each) => each.items())
      .filter((rule) => !rule.at("scanFrequency").isNot("SCAN_ON_PUSH", "CONTINUOUS_SCAN"))
      .map((rule) => rule.at("repositoryFilters"));
    if ([...rules, ...scanning].some((each) => each.isUnknown)) return;
    const filters = scanning.flatMap((each) => each.items()).map((each) => each.at("filter"));
    const name = props.at("name").text();
    const isCovered = filters.some(
      (filter) =>
        filter.isUnknown ||
        filter.is("*") ||
        name === undefined ||
        covers(filter.text() ?? "", name),
    );
    if (!isCovered) report(found(scan));
  },
});
