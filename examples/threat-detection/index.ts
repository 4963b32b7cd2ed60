import { ThreatDetection } from "../../components/observability/threatDetection";

function main() {
  const detection = new ThreatDetection("threats", {
    features: ["s3DataEvents", "lambdaNetworkLogs", "runtimeMonitoring"],
    runtimeAgents: ["fargate"],
  });
  return { detectorId: detection.detectorId };
}

export = main;
