import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";
import { createLogGroup, type LogSettings } from "../../observability/logGroup";
import { fluentBitConfig, serviceLogGroupName } from "./logRouting";
import { createManagedRole, readyArn } from "./managedRole";
import { podIdentityTrust } from "./trust";

/** An add-on that EKS installs and keeps compatible with the cluster's version. */
export function createAddon(
  name: string,
  args: Omit<eks.AddonArgs, "resolveConflictsOnCreate" | "resolveConflictsOnUpdate">,
  opts: pulumi.CustomResourceOptions,
): eks.Addon {
  const conflicts = {
    resolveConflictsOnCreate: "OVERWRITE",
    resolveConflictsOnUpdate: "OVERWRITE",
  };
  return new eks.Addon(name, { ...args, ...conflicts }, opts);
}

/** What scaling on CPU and memory reads; EKS does not install it by itself. */
export function createMetricsServer(
  name: string,
  clusterName: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  createAddon(`${name}-metrics-server`, { clusterName, addonName: "metrics-server" }, opts);
}

/** The group that takes lines of pods which have none of their own. */
export function createSharedLogGroup(
  name: string,
  clusterName: string,
  logs: LogSettings,
  opts: pulumi.CustomResourceOptions,
) {
  return createLogGroup(
    `${name}-service-logs`,
    logs,
    { groupName: serviceLogGroupName(clusterName) },
    opts,
  );
}

export interface ObservabilityArgs {
  readonly cluster: eks.Cluster;
  readonly clusterName: string;
  readonly accountId: pulumi.Input<string>;
  /** Namespace whose pods' logs are kept. */
  readonly namespace: string;
  readonly logs: LogSettings;
}

/** Service account that the add-on's agents share, in the add-on's namespace. */
const agent = { namespace: "amazon-cloudwatch", serviceAccount: "cloudwatch-agent" };

/**
 * Container Insights, and the pods' logs in CloudWatch.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export function createObservability(
  name: string,
  { cluster, clusterName, accountId, namespace, logs }: ObservabilityArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const role = createManagedRole(
    `${name}-agent-role`,
    {
      description: `CloudWatch agents in ${clusterName}`,
      trust: podIdentityTrust({ ...agent, clusterArn: cluster.arn, accountId }),
      policies: ["CloudWatchAgentServerPolicy"],
    },
    opts,
  );
  // The agent would make the group itself, without retention and encryption.
  const performance = createLogGroup(
    `${name}-performance-logs`,
    logs,
    { groupName: `/aws/containerinsights/${clusterName}/performance` },
    opts,
  );
  createAddon(
    `${name}-observability`,
    {
      clusterName: cluster.name,
      addonName: "amazon-cloudwatch-observability",
      configurationValues: JSON.stringify({
        containerLogs: {
          enabled: true,
          fluentBit: {
            config: {
              extraFiles: {
                "application-log.conf": fluentBitConfig(clusterName, namespace),
                // The nodes' own logs, which Auto Mode's operating system does not have.
                "dataplane-log.conf": "",
                "host-log.conf": "",
              },
            },
          },
        },
        // On by default, it would add a language's agent to every pod and bill every request.
        manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
      }),
      podIdentityAssociations: [{ serviceAccount: agent.serviceAccount, roleArn: readyArn(role) }],
    },
    { ...opts, dependsOn: [performance] },
  );
}
