/** A valid function service, of which each test changes one thing. */
import * as pulumi from "@pulumi/pulumi";
import {
  FunctionService,
  type FunctionServiceArgs,
} from "../../../../components/compute/functionService";
import type { EventSource } from "../../../../components/compute/functions/eventSource";
import { platform } from "../../../helpers/components";
import { childrenOf, record, type Registration } from "../../../helpers/recordingMocks";

/** Sources that the fixture's function bundles. */
export const sources = {
  files: { "services/carts/lambda.ts": "export const handler = () => undefined;" },
};

export type Change = Partial<FunctionServiceArgs>;

export function createFunction(more: Change = {}): FunctionService {
  return new FunctionService("carts", {
    ...platform(),
    runtime: { kind: "lambda", memoryMiB: 512 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [],
    ...more,
  });
}

export interface RecordedFunction {
  readonly result: FunctionService;
  readonly registrations: readonly Registration[];
  /** Inputs by `type name` of everything right below the component. */
  readonly children: Readonly<Record<string, Record<string, unknown>>>;
}

export async function recordFunction(more: Change = {}): Promise<RecordedFunction> {
  const { result, registrations } = await record(() => createFunction(more));
  return {
    result,
    registrations,
    children: childrenOf(registrations, "compute:FunctionService", "carts"),
  };
}

/** A function that answers no requests, called by one source. */
export function recordConsumer(source: EventSource, more: Change = {}): Promise<RecordedFunction> {
  return recordFunction({ routes: [], eventSources: [source], ...more });
}

/** Names of a role policy's statements by its role's policy name. */
export function statements(
  { children }: RecordedFunction,
  policy: string,
): Record<string, unknown>[] {
  const document = children[`aws:iam:RolePolicy ${policy}`]?.["policy"] as {
    Statement: Record<string, unknown>[];
  };
  return document.Statement;
}

/** A grant whose link leads to a server inside the network. */
export const databaseGrant = {
  environment: { ORDERS_HOST: pulumi.output("db.internal") },
  statements: [],
  connections: [{ name: "orders-db", securityGroupId: "sg-db", port: 5432 }],
};
