// Preloaded into every task: ends the task when the sandbox is gone, even if it was killed.
// The sandbox holds the other end of file descriptor 3 open as long as it lives.
"use strict";

const { isMainThread } = require("node:worker_threads");

const killAfterMs = 10_000;

if (isMainThread) {
  try {
    const { Socket } = require("node:net");
    const link = new Socket({ fd: 3, readable: true, writable: false });
    link.on("error", () => {});
    link.on("close", () => {
      process.kill(process.pid, "SIGTERM");
      setTimeout(() => process.kill(process.pid, "SIGKILL"), killAfterMs).unref();
    });
    link.resume();
    link.unref();
  } catch {
    // A process that the task itself started has no such descriptor.
  }
}
