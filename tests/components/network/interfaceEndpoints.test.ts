import assert from "node:assert/strict";
import {
  interfaceEndpointNames,
  interfaceEndpointsFor,
} from "../../../components/network/interfaceEndpoints";
import type { RuntimeKind } from "../../../services/contract";

const table: readonly [readonly RuntimeKind[], readonly string[]][] = [
  [[], []],
  [["lambda"], []],
  [["fargate"], ["ecr.api", "ecr.dkr", "logs", "xray"]],
  [["ec2"], ["ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs", "xray"]],
  [
    ["eks"],
    ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "logs", "sts", "xray"],
  ],
  [
    ["fargate", "lambda", "ec2", "fargate"],
    ["ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs", "xray"],
  ],
];

describe("interfaceEndpointsFor", () => {
  for (const [kinds, names] of table) {
    it(`names what ${kinds.join(", ") || "nothing"} needs`, () => {
      assert.deepEqual(interfaceEndpointsFor(kinds), names);
    });
  }
});

describe("interfaceEndpointNames", () => {
  it("are sorted, each once", () => {
    assert.deepEqual([...new Set(interfaceEndpointNames)].sort(), interfaceEndpointNames);
  });
});
