/** What is wrong with the arguments of a pipeline's roles. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import type { DeployRolesArgs } from "../deployRoles";
import { unknownTypes } from "./statements";

export function deployRoleFaults(args: DeployRolesArgs): string[] {
  const { repository, environment, resources, extraActions = [], sessionMinutes = 60 } = args;
  const unknown = unknownTypes(resources);
  const wild = extraActions.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action));
  const faults: string[] = [];
  if (!/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(repository)) {
    faults.push(
      `repository must be an owner and a name, got "${repository}"; write it as example/shop`,
    );
  }
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(environment)) {
    faults.push(
      `environment must be the name of one GitHub environment in letters, digits, underscores and hyphens, got "${environment}"; name it, such as prod`,
    );
  }
  if (Object.keys(resources).length === 0) {
    faults.push(
      "resources must hold what the stack has, got nothing; name its resources by type, such as from a file that lists them",
    );
  }
  if (unknown.length > 0 && extraActions.length === 0) {
    faults.push(
      `resources must be of types whose permissions are known, got ${unknown.join(", ")}; add them to components/delivery/actions, or name what they take in extraActions`,
    );
  }
  if (wild !== undefined) {
    faults.push(
      `extraActions must name single actions, got "${wild}"; a wildcard gives what nobody asked for, so list what is needed`,
    );
  }
  return [...faults, ...rangeFaults("sessionMinutes", sessionMinutes, 60, 720)];
}
