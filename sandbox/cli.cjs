"use strict";
// The first thing that runs, so it is written for any Node, and needs no package.
const fs = require("fs");
const path = require("path");

const minimum = [20, 19, 0];

function isOlder(version) {
  const parts = version.split(".").map(Number);
  for (let index = 0; index < minimum.length; index++) {
    if (parts[index] !== minimum[index]) {
      return parts[index] < minimum[index];
    }
  }
  return false;
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

if (isOlder(process.versions.node)) {
  stop(
    "This needs Node.js " +
      minimum.join(".") +
      " or newer, and this is " +
      process.versions.node +
      ". Install a newer one from https://nodejs.org, or with your version manager, and try again.",
  );
}
if (!fs.existsSync(path.join(__dirname, "..", "node_modules", "tsx"))) {
  stop(
    'The dependencies are not installed: there is no node_modules/tsx. Run "npm ci" in ' +
      path.resolve(__dirname, "..") +
      " and try again.",
  );
}
// Node 20 stays supported here for as long as the pinned packages admit it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
try {
  require("tsx/cjs");
  require("./cli.ts");
} catch (error) {
  const missing = /^Cannot find module '([^./'][^']*)'/.exec(error.message);
  if (error.code !== "MODULE_NOT_FOUND" || missing === null) {
    throw error;
  }
  stop(
    'The dependencies are not installed completely: the package "' +
      missing[1] +
      '" is not in node_modules. Run "npm ci" in ' +
      path.resolve(__dirname, "..") +
      " and try again.",
  );
}
