"use strict";
// Loaded into every process that the engine starts: an engine that was killed cannot end them.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit(1);
  }
}, 1000).unref();
