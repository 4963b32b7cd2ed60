import { AccessAnalyzer } from "../../components/observability/accessAnalyzer";

function main() {
  const external = new AccessAnalyzer("external", { analyzerName: "example-external" });
  const unused = new AccessAnalyzer("unused", {
    analyzerName: "example-unused",
    looksFor: { kind: "unused", unusedDays: 60 },
  });
  return { externalArn: external.arn, unusedArn: unused.arn };
}

export = main;
