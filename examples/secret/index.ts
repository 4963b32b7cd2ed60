import { ContainerService } from "../../components/compute/containerService";
import { FunctionService } from "../../components/compute/functionService";
import { Secret } from "../../components/data/secret";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const { key, region, accountId } = platform;
  const signing = new Secret("signing-key", {
    description: "Signs the requests between services",
    key,
    region,
    accountId,
    value: { kind: "generated", length: 64 },
  });

  // The function may rotate this secret, and Secrets Manager may call it for this secret.
  const rotator = new FunctionService("rotator", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 256 },
    entry: "examples/secret/rotate.ts",
    routes: [],
    grants: [signing.grant("rotates")],
  });
  signing.rotate({ kind: "function", rotator, everyDays: 30, windowHours: 4 });

  // ECS reads the value when it starts a container; the service itself may read it anew.
  const catalog = new ContainerService("catalog", {
    ...platform,
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [signing.grant("reads")],
    secrets: { SIGNING_KEY: signing.reference() },
  });
  return { secretArn: signing.arn, service: catalog.serviceName };
}

export = main;
