/** Generated services, as a company that grows would have them. The same number gives the same services. */
import type { RuntimeKind, ServiceDefinition } from "../../services/contract";

/** Of twenty services: most are containers on Fargate or functions, one has instances, one Kubernetes. */
const share: readonly RuntimeKind[] = [
  ...Array.from({ length: 10 }, () => "fargate" as const),
  ...Array.from({ length: 8 }, () => "lambda" as const),
  "ec2",
  "eks",
];

/** What services do with the stack's table, one after another. */
const links: readonly ServiceDefinition["links"][] = [
  { reads: ["carts"] },
  { readsWrites: ["carts"] },
  { writes: ["carts"] },
  undefined,
];

export function generatedServices(count: number): ServiceDefinition[] {
  return Array.from({ length: count }, (_, index) => service(index));
}

function service(index: number): ServiceDefinition {
  const name = `unit-${String(index + 1).padStart(4, "0")}`;
  const kind = share[(index * 7) % share.length] ?? "fargate";
  const wants = links[index % links.length];
  return {
    name,
    runtime: { kind, memoryMiB: 512 },
    // Priorities of their own: those computed from a thousand paths of one length must meet.
    routes: [
      { path: `/${name}/*`, auth: index % 3 === 0 ? "customer" : "public", priority: index + 2 },
    ],
    ...(wants === undefined ? {} : { links: wants }),
    slo: { availability: 0.999, latencyP99Ms: 300 },
  };
}

/** Entry points of the functions. Containers come from a pipeline, by digest. */
export function generatedFiles(services: readonly ServiceDefinition[]): Record<string, string> {
  return Object.fromEntries(
    services
      .filter(({ runtime }) => runtime.kind === "lambda")
      .map(({ name }) => [
        `services/${name}/lambda.ts`,
        `export const handler = () => ({ statusCode: 200, body: "${name}" });\n`,
      ]),
  );
}

/** Digests as a pipeline hands them in. */
export function generatedImages(services: readonly ServiceDefinition[]): Record<string, string> {
  return Object.fromEntries(
    services
      .filter(({ runtime }) => runtime.kind !== "lambda")
      .map(({ name }) => [name, `sha256:${"0".repeat(64)}`]),
  );
}
