/** Where a process is in its life. The server writes it, the health route reads it. */
export interface Lifecycle {
  /** True once the process has been told to stop. */
  draining: boolean;
}

export function createLifecycle(): Lifecycle {
  return { draining: false };
}
