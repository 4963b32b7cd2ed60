import type { ServiceDefinition } from "../../services/contract";
import type { LogSettings } from "../observability/logGroup";
import { UserPool } from "./userPool";

export interface CustomersArgs {
  readonly services: readonly ServiceDefinition[];
  /** The site's domain, where customers come back to after signing in. */
  readonly domainName: string;
  readonly region: string;
  readonly logs: LogSettings;
  /** Refuses to delete the pool. @default false */
  readonly protect?: boolean;
}

/** The pool of customers, where a route is for them; nothing otherwise. */
export function createCustomers(name: string, args: CustomersArgs): UserPool | undefined {
  const { services, domainName, region, logs, protect } = args;
  const isAsked = services.some(({ routes }) => routes.some(({ auth }) => auth === "customer"));
  if (!isAsked) return undefined;
  return new UserPool(name, {
    ...{ region, logs, protect },
    // The prefix is one for all accounts of a region, and so is the domain.
    signIn: { kind: "prefix", prefix: domainName.replaceAll(".", "-").slice(0, 63) },
    callbackUrls: [`https://${domainName}/signed-in`],
    logoutUrls: [`https://${domainName}/`],
  });
}
