/** Tells the engine of something that does not block. */
import type { ReportViolation } from "@pulumi/policy";

/**
 * The longer form of a report, which the library's server takes although its type does not say so.
 * It is the only way to tell of something with another level than the policy's own.
 */
type DetailedReport = (report: {
  readonly message: string;
  readonly enforcementLevel: "advisory";
  readonly urn: string | undefined;
}) => void;

/** @param urn the resource that it is about. @default the stack */
export function advise(report: ReportViolation, message: string, urn?: string): void {
  const detailed = report as ReportViolation & DetailedReport;
  detailed({ message, enforcementLevel: "advisory", urn });
}
