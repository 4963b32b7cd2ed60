/** Parts of the stack as ends of connections inside the VPC. */
import type { LambdaFunction } from "../functions/lambdaFunctions";
import type { CloudModel } from "../model";
import type { ContainerServiceDefinition } from "../tasks/definitions";
import type { Endpoint } from "./securityGroups";

export function endpoint(
  model: CloudModel,
  label: string,
  groupIds: readonly string[],
  subnetIds: readonly string[],
): Endpoint {
  const cidrs = subnetIds.map((id) => model.network.subnetCidrs.get(id));
  return { label, groupIds, subnetCidrs: cidrs.filter((cidr) => cidr !== undefined) };
}

export function serviceEndpoint(model: CloudModel, service: ContainerServiceDefinition): Endpoint {
  const { securityGroupIds, subnetIds } = service;
  return endpoint(model, `service "${service.name}"`, securityGroupIds, subnetIds);
}

export function functionEndpoint(model: CloudModel, definition: LambdaFunction): Endpoint {
  const { securityGroupIds, subnetIds, displayName } = definition;
  return endpoint(model, `function "${displayName}"`, securityGroupIds, subnetIds);
}
