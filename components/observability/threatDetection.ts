import * as guardduty from "@pulumi/aws/guardduty";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { heldTwice } from "../internal/objects";

/**
 * What GuardDuty looks at besides management events, flow logs and DNS queries.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export type ThreatFeature =
  | "s3DataEvents"
  | "lambdaNetworkLogs"
  | "eksAuditLogs"
  | "rdsLoginEvents"
  | "ebsMalwareProtection"
  | "runtimeMonitoring";

const featureNames: Readonly<Record<ThreatFeature, string>> = {
  s3DataEvents: "S3_DATA_EVENTS",
  lambdaNetworkLogs: "LAMBDA_NETWORK_LOGS",
  eksAuditLogs: "EKS_AUDIT_LOGS",
  rdsLoginEvents: "RDS_LOGIN_EVENTS",
  ebsMalwareProtection: "EBS_MALWARE_PROTECTION",
  runtimeMonitoring: "RUNTIME_MONITORING",
};

/** Agents of runtime monitoring, which GuardDuty then puts beside tasks, pods and on instances by itself. */
export type RuntimeAgent = "fargate" | "eks" | "ec2";

const agentNames: Readonly<Record<RuntimeAgent, string>> = {
  fargate: "ECS_FARGATE_AGENT_MANAGEMENT",
  eks: "EKS_ADDON_MANAGEMENT",
  ec2: "EC2_AGENT_MANAGEMENT",
};

export interface ThreatDetectionArgs {
  /** What is looked at besides the foundations; every other feature is switched off. @default `["s3DataEvents", "lambdaNetworkLogs"]` */
  readonly features?: readonly ThreatFeature[];
  /** Agents that GuardDuty installs for `runtimeMonitoring`. @default none */
  readonly runtimeAgents?: readonly RuntimeAgent[];
  /** How often changed findings are told of, new ones being told of at once. @default "FIFTEEN_MINUTES" */
  readonly findingFrequency?: "FIFTEEN_MINUTES" | "ONE_HOUR" | "SIX_HOURS";
}

/**
 * Amazon GuardDuty in one region, of which an account has one detector: it looks for signs of attack in
 * what the account and its network do.
 */
export class ThreatDetection extends pulumi.ComponentResource {
  readonly detectorId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    args: ThreatDetectionArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("microservices:observability:ThreatDetection", name, {}, opts);
    const faults = threatDetectionFaults(args);
    if (faults.length > 0) throw new ArgumentError("ThreatDetection", name, faults.join("; "));

    const { features = defaultFeatures, findingFrequency = "FIFTEEN_MINUTES" } = args;
    const detector = new guardduty.Detector(
      `${name}-detector`,
      { enable: true, findingPublishingFrequency: findingFrequency },
      { parent: this },
    );
    // GuardDuty switches features on by itself for a new detector, so those that are not wanted are named too.
    for (const [feature, word] of Object.entries(featureNames)) {
      const wanted = features.some((one) => one === feature);
      new guardduty.DetectorFeature(
        `${name}-${feature}`,
        {
          detectorId: detector.id,
          name: word,
          status: wanted ? "ENABLED" : "DISABLED",
          ...(feature === "runtimeMonitoring" ? agentSettings(args) : {}),
        },
        { parent: this },
      );
    }

    this.detectorId = detector.id;
    this.arn = detector.arn;
    this.registerOutputs({ detectorId: this.detectorId, arn: this.arn });
  }
}

const defaultFeatures: readonly ThreatFeature[] = ["s3DataEvents", "lambdaNetworkLogs"];

function agentSettings({ runtimeAgents = [] }: ThreatDetectionArgs) {
  const additionalConfigurations = Object.entries(agentNames).map(([agent, word]) => ({
    name: word,
    status: runtimeAgents.some((one) => one === agent) ? "ENABLED" : "DISABLED",
  }));
  return { additionalConfigurations };
}

function threatDetectionFaults({
  features = defaultFeatures,
  runtimeAgents = [],
}: ThreatDetectionArgs): string[] {
  const faults: string[] = [];
  const all: readonly string[] = [...features, ...runtimeAgents];
  const twice = heldTwice(all);
  if (twice !== undefined) {
    faults.push(
      `features and runtimeAgents must name each once, got "${twice}" twice; leave one out`,
    );
  }
  if (runtimeAgents.length > 0 && !features.includes("runtimeMonitoring")) {
    faults.push(
      `runtimeAgents need the feature runtimeMonitoring, got ${runtimeAgents.join(", ")} without it; add runtimeMonitoring to features`,
    );
  }
  if (features.includes("runtimeMonitoring") && runtimeAgents.length === 0) {
    faults.push(
      "the feature runtimeMonitoring needs an agent where code runs, got no runtimeAgents; name fargate, eks or ec2",
    );
  }
  return faults;
}
