/** What a task needs so that operators can run commands in its containers. */
import type { MountPoint } from "./containerDefinition";

/**
 * Directories that the agent in the container writes to. It runs as root, and ECS gives it its own
 * binaries; on a read-only file system it needs these two, which AWS's documentation does not say:
 * https://github.com/aws/containers-roadmap/issues/1359
 */
const agentDirectories = {
  "exec-agent": "/var/lib/amazon",
  "exec-agent-log": "/var/log/amazon",
} as const;

/** Where the agent's directories are mounted. */
export const execMountPoints: readonly MountPoint[] = Object.entries(agentDirectories).map(
  ([sourceVolume, containerPath]) => ({ sourceVolume, containerPath }),
);

/** Empty volumes that live as long as the task. */
export const execVolumes = Object.keys(agentDirectories).map((name) => ({ name }));
