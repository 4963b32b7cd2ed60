/**
 * Which room may import from which, as docs/architecture.md draws it. Data flows one way: definitions,
 * then components, then the stack's outputs; policies and sandbox stand outside.
 */

/** Type imports in a circle vanish when compiled; values in a circle may be undefined when read. */
const throughValues = { dependencyTypesNot: ["type-only"] };

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment: "Modules that need each other are one module, or hide a third that both need.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: throughValues },
    },
    {
      name: "components-know-components",
      comment:
        "Components take what they need as arguments; of the services they know the contract.",
      severity: "error",
      from: { path: "^components/" },
      to: {
        pathNot: "^(components/|services/contract\\.ts$)|(^|/)node_modules/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "definitions-are-data",
      comment: "A definition says what a service wants, so that any tool can read it.",
      severity: "error",
      from: { path: "^services/[^/]+/definition\\.ts$" },
      to: { pathNot: "^services/contract\\.ts$" },
    },
    {
      name: "contract-is-data",
      comment: "Contract, resources, registry and validation know definitions and each other only.",
      severity: "error",
      from: { path: "^services/([^/]+\\.ts$|contract/)" },
      to: { pathNot: "^services/([^/]+|contract/[^/]+|[^/]+/definition)\\.ts$" },
    },
    {
      name: "services-run-anywhere",
      comment: "A service's code never learns who deploys it.",
      severity: "error",
      from: { path: "^services/" },
      to: { path: "^(components|policies|sandbox|tests|bench)/|^(config|index)\\.ts$" },
    },
    {
      name: "services-stay-apart",
      comment: "Services call each other over the network; code that they share lives in platform.",
      severity: "error",
      from: { path: "^services/([^/]+)/", pathNot: "/definition\\.ts$" },
      to: { path: "^services/", pathNot: ["^services/$1/", "^services/platform/"] },
    },
    {
      name: "platform-knows-no-service",
      comment: "The shared kit serves every service, so it depends on none.",
      severity: "error",
      from: { path: "^services/platform/" },
      to: { path: "^services/", pathNot: "^services/platform/" },
    },
    {
      name: "policies-stand-outside",
      comment: "An inspector that shares the builder's code shares its bugs.",
      severity: "error",
      from: { path: "^policies/" },
      to: { pathNot: "^policies/|(^|/)node_modules/", dependencyTypesNot: ["core"] },
    },
    {
      name: "sandbox-stands-outside",
      comment: "The sandbox knows Pulumi's resource types and the state, as AWS would.",
      severity: "error",
      from: { path: "^sandbox/" },
      to: { path: "^(components|services|policies|tests|bench)/|^config\\.ts$" },
    },
    {
      name: "sandbox-loads-the-program-once",
      comment: "The Automation API's wrapper is the one door to the program.",
      severity: "error",
      from: { path: "^sandbox/", pathNot: "^sandbox/stack\\.ts$" },
      to: { path: "^index\\.ts$" },
    },
    {
      name: "settings-enter-once",
      comment: "Only the program reads the settings; everything else is handed what it needs.",
      severity: "error",
      from: { pathNot: "^(index\\.ts$|tests/)" },
      to: { path: "^config\\.ts$" },
    },
    {
      name: "config-checks-only",
      comment:
        "The front door knows the contract and its rules, and of components constants and types.",
      severity: "error",
      from: { path: "^config\\.ts$" },
      to: {
        pathNot:
          "^(components/|services/(contract|overrides|validate|openapi/(document|read))\\.ts$)|(^|/)node_modules/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "tests-are-leaves",
      comment: "Nothing that is shipped may need a test's helpers or a measurement.",
      severity: "error",
      from: { pathNot: "^(tests|bench)/" },
      to: { path: "^(tests|bench)/" },
    },
    {
      name: "no-development-packages",
      comment:
        "`npm ci --omit=dev` must leave a program that runs. The sandbox and the page build are tools.",
      severity: "error",
      from: { pathNot: "^(tests|bench|sandbox|services/web|tools)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "type-only"] },
    },
    {
      name: "no-undeclared-packages",
      comment:
        "A package that another one happens to bring along may vanish with its next version.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "everything-resolves",
      comment: "An import that leads nowhere hides from every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^services/web/(dist|public)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default"],
    },
  },
};
