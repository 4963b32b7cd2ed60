/**
 * What a service's definition may hold, for definitions that the type checker did not see: `npm start` and
 * `npm run preview` run without it. Bounds that depend on other values are checked in `serviceFaults` and
 * services/validate.ts. Pure.
 */
import { z } from "zod";
import type {
  Ec2Runtime,
  EksRuntime,
  FargateRuntime,
  LambdaRuntime,
  Release,
  Route,
  RuntimeKind,
  Scale,
  ScheduledScale,
  ServiceDefinition,
  Slo,
  Subscription,
} from "../../services/contract";
import { scaleShape } from "./serviceSettings";
import { alternatives, asWritten, faultsBelow, mapping, type ShapeOf } from "./settingFaults";

const text = z.string();
const count = z.int();
const minutes = count.optional();

const size = { memoryMiB: count, cpu: count.optional() };

const runtime = alternatives<RuntimeKind>("kind", {
  fargate: mapping({
    kind: z.literal("fargate"),
    ...size,
    spotPercent: count.optional(),
  } satisfies ShapeOf<FargateRuntime>),
  ec2: mapping({ kind: z.literal("ec2"), ...size } satisfies ShapeOf<Ec2Runtime>),
  lambda: mapping({
    kind: z.literal("lambda"),
    memoryMiB: count,
    timeoutSeconds: count.optional(),
  } satisfies ShapeOf<LambdaRuntime>),
  eks: mapping({ kind: z.literal("eks"), ...size } satisfies ShapeOf<EksRuntime>),
});

const route = mapping({
  path: text,
  auth: z.enum(["public", "customer"]),
  priority: count.optional(),
  cacheSeconds: count.optional(),
  requestsPerSecond: count.optional(),
} satisfies ShapeOf<Route>);

const scale = mapping({
  ...scaleShape,
  // Nothing may run where messages wake the service, which the component knows.
  min: count.min(0).optional(),
  schedules: z
    .array(
      mapping({
        cron: text,
        timezone: text.optional(),
        min: count.min(0),
        max: count.min(1),
      } satisfies ShapeOf<ScheduledScale>),
    )
    .optional(),
} satisfies ShapeOf<Scale>);

type ReleaseBy<Strategy> = Extract<Release, { strategy: Strategy }>;
const watched = { rollbackOn: z.array(z.enum(["5xx", "p99"])).optional() };
const shifting = { ...watched, bakeMinutes: minutes, smokePath: text.optional() };
const stepped = { ...shifting, percent: count.optional(), stepMinutes: minutes };

const release = alternatives<Release["strategy"]>("strategy", {
  rolling: mapping({ strategy: z.literal("rolling"), ...watched } satisfies ShapeOf<
    ReleaseBy<"rolling">
  >),
  blueGreen: mapping({
    strategy: z.literal("blueGreen"),
    ...shifting,
  } satisfies ShapeOf<ReleaseBy<"blueGreen">>),
  canary: mapping({ strategy: z.literal("canary"), ...stepped } satisfies ShapeOf<
    ReleaseBy<"canary">
  >),
  linear: mapping({ strategy: z.literal("linear"), ...stepped } satisfies ShapeOf<
    ReleaseBy<"linear">
  >),
});

const definition = mapping({
  name: text,
  runtime,
  routes: z.array(route),
  // Which verbs there are, services/validateLinks.ts knows.
  links: z.record(text, z.array(text)).optional(),
  subscribes: z
    .array(mapping({ bus: text, types: z.array(text) } satisfies ShapeOf<Subscription>))
    .optional(),
  scale: scale.optional(),
  release: release.optional(),
  slo: mapping({
    availability: z.number("a share such as 0.999").optional(),
    latencyP99Ms: z.number("a whole number").optional(),
  } satisfies ShapeOf<Slo>).optional(),
  migrates: text.optional(),
  healthPath: text
    .regex(/^\/\S{0,1023}$/, { error: "a path that starts with /, such as /health" })
    .optional(),
} satisfies ShapeOf<ServiceDefinition>);

/** One sentence for each thing in a definition that is not of the contract; none when all is well. */
export function serviceShapeFaults(services: readonly unknown[]): string[] {
  return services.flatMap((service, at) => {
    const issues = definition.safeParse(service, { reportInput: true }).error?.issues ?? [];
    const name = nameOf(service);
    if (name === undefined) {
      return [
        `entry ${at + 1} of services/registry.ts: got ${asWritten(service)}, expected a definition with a name; have its definition.ts export one by default, made with defineService`,
      ];
    }
    return issues
      .flatMap((issue) => faultsBelow(`service "${name}": `, issue))
      .map((fault) => `${fault}; correct it in services/${name}/definition.ts`);
  });
}

function nameOf(service: unknown): string | undefined {
  const known = mapping({ name: text }).loose().safeParse(service);
  return known.data?.name;
}
