import { TASK_DEFINITION } from "../../aws/types";
import { found, shown } from "../../framework/display";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const NUMBER = /^\d{1,7}(\.\d{1,3})?( ?(vCPU|GB))?$/i;
const CPU_UNIT = /^(\d{0,3}\.?\d{1,3}) ?vCPU$/i;
const MEMORY_UNIT = /^(\d{0,3}\.?\d{1,3}) ?GB$/i;

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * 1024);
}

const MEMORY_MIB_BY_CPU: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, range(1, 4, 1)],
  [1024, range(2, 8, 1)],
  [2048, range(4, 16, 1)],
  [4096, range(8, 30, 1)],
  [8192, range(16, 60, 4)],
  [16384, range(32, 120, 8)],
]);

/** ECS takes "1024" and "1 vCPU", "2048" and "2 GB" alike. */
function inUnits(size: Property, unit: RegExp): number | undefined {
  const whole = unit.exec(size.text() ?? "")?.[1];
  return whole === undefined ? size.number() : Number(whole) * 1024;
}

export default defineResourceRule({
  id: "ecs-fargate-valid-size",
  title: "Fargate cpu and memory form a supported pair",
  service: "ecs",
  severity: "high",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {},
  types: TASK_DEFINITION,
  fix: 'Choose cpu and memory from the pairs that Fargate offers, with networkMode "awsvpc" and executionRoleArn set.',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  cpu: "256",
  memory: "512",
  networkMode: "awsvpc",
  executionRoleArn: executionRole.arn,
});`,
  check({ props, report }) {
    if (!props.at("requiresCompatibilities").texts().includes("FARGATE")) return;
    const mode = props.at("networkMode");
    if (mode.isNot("awsvpc")) report(found(mode, ["bridge", "host", "none"]));
    const role = props.at("executionRoleArn");
    if (role.isMissing) report(found(role));
    const cpu = props.at("cpu");
    const memory = props.at("memory");
    if (cpu.isUnknown || memory.isUnknown) return;
    const sizes = MEMORY_MIB_BY_CPU.get(inUnits(cpu, CPU_UNIT) ?? 0);
    if (sizes === undefined) report(found(cpu, NUMBER));
    else if (!sizes.includes(inUnits(memory, MEMORY_UNIT) ?? 0)) {
      report(
        `${found(memory, NUMBER)}, which Fargate does not offer with cpu ${shown(cpu, NUMBER)}`,
      );
    }
  },
});
