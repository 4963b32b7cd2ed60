/** A service's part in its cluster's Service Connect. */
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { MemoryUse } from "../../internal/taskMemory";
import { containerPort, logConfiguration, type LogTarget, portName } from "./containerDefinition";

/**
 * What AWS says the proxy beside each task takes at least:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 */
export const proxyMemory: MemoryUse = { name: "Service Connect's proxy", memoryMiB: 64 };

export interface ServiceConnectArgs extends LogTarget {
  /** Name and, with `clientAndServer`, the host name by which others call the service. */
  readonly name: string;
  readonly role: "client" | "clientAndServer";
  readonly namespaceArn: pulumi.Input<string>;
}

/** `serviceConnectConfiguration` of an ECS service. */
export function serviceConnectConfiguration(
  args: ServiceConnectArgs,
): input.ecs.ServiceServiceConnectConfiguration {
  const { name, role, namespaceArn } = args;
  return {
    enabled: true,
    namespace: namespaceArn,
    logConfiguration: logConfiguration({ ...args, streamPrefix: "service-connect" }),
    ...(role === "clientAndServer"
      ? {
          services: [
            {
              portName,
              discoveryName: name,
              clientAlias: [{ dnsName: name, port: containerPort }],
            },
          ],
        }
      : {}),
  };
}
