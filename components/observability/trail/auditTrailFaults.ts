/** What is wrong with an audit trail's arguments. Pure. */
import { bucketNameFaults } from "../../internal/bucketName";
import type { AuditTrailArgs } from "../auditTrail";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
const trailNamePattern = /^(?=.{3,128}$)[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/;

export function auditTrailFaults(name: string, args: AuditTrailArgs): string[] {
  const { trailName = name, dataEvents = [], insights = [] } = args;
  const faults = bucketNameFaults(name, "-store-bucket");
  if (!trailNamePattern.test(trailName)) {
    faults.push(
      `trailName must be 3 to 128 letters and digits, with single dots, underscores and hyphens between them, got "${trailName}"; rename it, such as to shop-audit`,
    );
  }
  const empty = dataEvents.find(({ arns }) => arns !== "all" && arns.length === 0);
  if (empty !== undefined) {
    faults.push(
      `dataEvents of ${empty.of} must name at least one ARN, got none, which CloudTrail would take for all; name one, or say "all"`,
    );
  }
  const twice = dataEvents.find(({ of }, at) =>
    dataEvents.some((one, to) => to < at && one.of === of),
  );
  if (twice !== undefined) {
    faults.push(
      `dataEvents must name ${twice.of} once, got two entries; put all ARNs into one of them`,
    );
  }
  if (new Set(insights).size < insights.length) {
    faults.push(
      `insights must name each kind once, got ${insights.join(", ")}; leave the repetition out`,
    );
  }
  return faults;
}
