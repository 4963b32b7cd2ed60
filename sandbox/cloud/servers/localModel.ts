/** The model with every process pointed to the databases and caches of this machine. */
import type { LambdaFunction } from "../functions/lambdaFunctions";
import type { CloudModel } from "../model";
import { functionEndpoint, serviceEndpoint } from "../network/endpoints";
import type { ContainerServiceDefinition } from "../tasks/definitions";
import type { DataServers } from "./dataServers";

async function localService(
  model: CloudModel,
  service: ContainerServiceDefinition,
  servers: DataServers,
): Promise<ContainerServiceDefinition> {
  const declared = service.container.environment ?? [];
  const variables = Object.fromEntries(declared.map(({ name, value }) => [name, value]));
  const caller = { ...serviceEndpoint(model, service), policies: service.policies };
  const local = await servers.connect(caller, variables);
  if (local === variables) return service;
  const environment = Object.entries(local).map(([name, value]) => ({ name, value }));
  return { ...service, container: { ...service.container, environment } };
}

async function localFunction(
  model: CloudModel,
  definition: LambdaFunction,
  servers: DataServers,
): Promise<LambdaFunction> {
  const caller = functionEndpoint(model, definition);
  return { ...definition, variables: await servers.connect(caller, definition.variables) };
}

/** Opens for each service, one-off task and function the ports that it reaches its databases and caches at. */
export async function withDataServers(
  model: CloudModel,
  servers: DataServers,
): Promise<CloudModel> {
  const { services, oneOffTasks, functions } = model;
  const local = (service: ContainerServiceDefinition) => localService(model, service, servers);
  return {
    ...model,
    services: await Promise.all(services.map(local)),
    oneOffTasks: await Promise.all(oneOffTasks.map(local)),
    functions: await Promise.all(functions.map((one) => localFunction(model, one, servers))),
  };
}
