import * as pulumi from "@pulumi/pulumi";
import { EcsCluster } from "../../components/compute/cluster";
import { ContainerService } from "../../components/compute/containerService";
import { ServiceAlarms } from "../../components/observability/serviceAlarms";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const service = new ContainerService("catalog", {
    ...platform,
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
  });

  // On instances, with an operator's access, traces, a secret, and calls by name.
  const { network, logs, key, region, accountId } = platform;
  const cluster = new EcsCluster("machines", {
    instances: { network },
    serviceConnect: true,
    exec: { logs, key },
  });
  const secretArn = pulumi.interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:carts/payment-AbCdEf`;
  const carts = new ContainerService("carts", {
    ...platform,
    cluster,
    runtime: { kind: "ec2", memoryMiB: 1024 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [],
    scale: {
      min: 2,
      max: 20,
      memoryPercent: 80,
      requestsPerMinutePerTask: 3000,
      schedules: [{ cron: "0 7 ? * MON-FRI *", timezone: "Europe/Berlin", min: 4, max: 20 }],
    },
    secrets: { PAYMENT_KEY: { secretArn, jsonKey: "key", keyArn: key.arn } },
    tracing: "adot",
    temporaryStorageMiB: 64,
    exec: true,
    serviceConnect: "clientAndServer",
    predictive: "forecastOnly",
  });

  // Without routes: works on a queue, mostly on Spot; with min 0 it would sleep while the queue is empty.
  const worker = new ContainerService("worker", {
    ...platform,
    image: { kind: "build", entry: "services/catalog/main.ts" },
    runtime: { kind: "fargate", memoryMiB: 512, spotPercent: 80 },
    routes: [],
    grants: [],
    scale: { min: 2, max: 20 },
    backlog: { queueNames: ["orders"], messagesPerTask: 100 },
  });
  for (const [name, { monitored }] of Object.entries({ catalog: service, carts, worker })) {
    new ServiceAlarms(name, { service: monitored, topic: platform.alarms, prefix: "example" });
  }
  return {
    catalog: service.serviceName,
    carts: carts.serviceName,
    worker: worker.serviceName,
  };
}

export = main;
