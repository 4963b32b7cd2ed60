import type { ecs } from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../../data/key";
import {
  decryptSession,
  findLogGroups,
  writeSessionLog,
} from "../../internal/permissions/instances";
import type { PolicyStatement } from "../../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../../observability/logGroup";

/** Where sessions of ECS Exec are recorded, and the key that encrypts them on their way. */
export interface ExecSettings {
  readonly logs: LogSettings;
  /** Encrypts what passes between the caller and the container. */
  readonly key: Key;
}

export interface ExecLog {
  readonly configuration: ecs.ClusterConfigurationExecuteCommandConfiguration;
  /** What the role of a task needs so that its sessions are recorded. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A log group for everything that is typed and answered in ECS Exec sessions. The task writes it, with
 * its own role: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function createExecLog(
  name: string,
  { logs, key }: ExecSettings,
  opts: pulumi.CustomResourceOptions,
): ExecLog {
  const group = createLogGroup(`${name}-exec-log`, logs, {}, opts);
  return {
    configuration: {
      kmsKeyId: key.arn,
      logging: "OVERRIDE",
      logConfiguration: {
        cloudWatchLogGroupName: group.name,
        cloudWatchEncryptionEnabled: true,
      },
    },
    statements: [
      {
        sid: "RecordSession",
        actions: writeSessionLog,
        resources: [group.arn, pulumi.interpolate`${group.arn}:log-stream:*`],
      },
      { sid: "FindSessionLog", actions: findLogGroups, resources: ["*"] },
      { sid: "DecryptSession", actions: decryptSession, resources: [key.arn] },
    ],
  };
}
