/** The packages that the sandbox stands in for. To add one, write its folder and one line here. */

export interface StandIn {
  /** Name of the package in type tokens. */
  readonly name: string;
  /** npm package that programs import. */
  readonly npmPackage: string;
  /** Program that serves it, relative to the repository. */
  readonly entry: string;
}

export const standIns: readonly StandIn[] = [
  { name: "aws", npmPackage: "@pulumi/aws", entry: "sandbox/providers/aws/main.ts" },
  { name: "awsx", npmPackage: "@pulumi/awsx", entry: "sandbox/providers/awsx/main.ts" },
  {
    name: "docker-build",
    npmPackage: "@pulumi/docker-build",
    entry: "sandbox/providers/docker-build/main.ts",
  },
  {
    name: "kubernetes",
    npmPackage: "@pulumi/kubernetes",
    entry: "sandbox/providers/kubernetes/main.ts",
  },
  { name: "random", npmPackage: "@pulumi/random", entry: "sandbox/providers/random/main.ts" },
];
