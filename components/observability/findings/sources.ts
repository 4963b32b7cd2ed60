/** Services of AWS that find something in an account, and how a person is told of it. Pure. */
import { explained } from "../runbook";

export type FindingSource = "guardDuty" | "accessAnalyzer";

/** A message in words, with the fields of the event that it takes. */
export interface FindingText {
  /** Where a field is in the event, by the name that stands in `lines` in angle brackets. */
  readonly paths: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

interface Findings {
  readonly description: string;
  /** Events that are told. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly text: FindingText;
}

const place = { account: "$.account", region: "$.region" };

/** What is told of a source, GuardDuty's findings from a severity on. */
export function findingsOf(source: FindingSource, minimumSeverity: number): Findings {
  return source === "guardDuty" ? guardDuty(minimumSeverity) : accessAnalyzer;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html */
function guardDuty(minimumSeverity: number): Findings {
  return {
    description: `Findings of GuardDuty of severity ${minimumSeverity} and above`,
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", minimumSeverity] }] },
    },
    text: {
      paths: {
        ...place,
        id: "$.detail.id",
        kind: "$.detail.type",
        severity: "$.detail.severity",
        title: "$.detail.title",
      },
      lines: [
        explained("GuardDuty, severity <severity>: <title>", "threats"),
        "<kind> in account <account>, <region>",
        "https://<region>.console.aws.amazon.com/guardduty/home?region=<region>#/findings?search=id%3D<id>",
      ],
    },
  };
}

/**
 * A finding that somebody resolved or archived, or that went with its analyzer, is no news.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html
 */
const accessAnalyzer: Findings = {
  description: "Resources that outsiders can reach, as IAM Access Analyzer finds them",
  pattern: {
    source: ["aws.access-analyzer"],
    "detail-type": ["Access Analyzer Finding"],
    detail: { status: ["ACTIVE"], isDeleted: [false] },
  },
  text: {
    paths: {
      ...place,
      isPublic: "$.detail.isPublic",
      kind: "$.detail.resourceType",
      resource: "$.detail.resource",
    },
    lines: [
      explained("Outsiders can reach <resource>", "outsiders"),
      "<kind> in account <account>, <region>; public: <isPublic>",
      "https://<region>.console.aws.amazon.com/access-analyzer/home?region=<region>#/findings",
    ],
  },
};
