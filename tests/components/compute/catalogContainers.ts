/** A valid container service, for tests that change one thing in it. */
import * as pulumi from "@pulumi/pulumi";
import {
  ContainerService,
  type ContainerServiceArgs,
} from "../../../components/compute/containerService";
import type { Grant } from "../../../components/internal/policyDocument";
import { platform } from "../../helpers/components";
import { record, type Registration } from "../../helpers/recordingMocks";

/** A working directory that holds the service's source. */
export const sources = { files: { "services/catalog/main.ts": "console.log('catalog')" } };

/** What a link to one table gives, with values that AWS decides. */
const grant: Grant = {
  environment: { ORDERS_TABLE_NAME: pulumi.output("orders-1a2b") },
  statements: [
    { sid: "ReadOrders", actions: ["dynamodb:GetItem"], resources: [pulumi.output("arn:mock:t")] },
  ],
};

function create(more: Partial<ContainerServiceArgs> = {}): ContainerService {
  return new ContainerService("catalog", {
    ...platform(),
    runtime: { kind: "fargate", cpu: 512, memoryMiB: 1024 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [grant],
    ...more,
  });
}

/** The unchanged service's registrations, which most tests look at. */
let unchanged: Promise<readonly Registration[]> | undefined;

async function run(more: Partial<ContainerServiceArgs>): Promise<readonly Registration[]> {
  const { registrations } = await record(() => create(more));
  return registrations;
}

/** What the service with these changes registers, neighbours included. */
export function registered(more?: Partial<ContainerServiceArgs>): Promise<readonly Registration[]> {
  return more ? run(more) : (unchanged ??= run({}));
}
