/**
 * One program under mocks, in a process of its own:
 *   node --require tsx/cjs bench/growth/inProcess.ts record|program|flat <services> <file of the flat program>
 * Prints its measurement as JSON. `record` writes the flat program.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import main from "../../index";
import { builtPage, stackSettings } from "../../tests/helpers/program";
import { installMocks, recordRegistrations, settled } from "../../tests/helpers/recordingMocks";
import { enterWorkspace } from "../../tests/helpers/workspace";
import { flatProgram, flatten, type FlatResource } from "./flat";
import { generatedFiles, generatedImages, generatedServices } from "./registry";

/** What one run took, from the first line of the program to the last registration. */
export interface ProgramRun {
  /** With the bundling of one small file for each function, which the flat program is spared. */
  readonly seconds: number;
  /** User CPU of the process; the bundler itself is another. */
  readonly userSeconds: number;
  readonly peakMB: number;
}

Error.stackTraceLimit = 5;
const [variant = "", count = "", file = ""] = process.argv.slice(2);
const services = generatedServices(Number(count));

function configure(): void {
  const images = JSON.stringify(generatedImages(services));
  pulumi.runtime.setAllConfig({ ...stackSettings("dev"), "microservices:images": images });
}

async function run(program: () => unknown): Promise<ProgramRun> {
  const before = process.cpuUsage();
  const started = performance.now();
  program();
  await settled();
  const seconds = (performance.now() - started) / 1000;
  const userSeconds = process.cpuUsage(before).user / 1e6;
  const peakMB = process.resourceUsage().maxRSS / 1000;
  return { seconds, userSeconds, peakMB };
}

async function measured(): Promise<ProgramRun> {
  configure();
  if (variant === "flat") {
    const resources = JSON.parse(readFileSync(file, "utf8")) as FlatResource[];
    installMocks("dev");
    configure();
    return run(() => flatProgram(resources));
  }
  if (variant === "record") {
    const registrations = recordRegistrations("dev");
    const result = await run(() => main(services));
    writeFileSync(file, JSON.stringify(await flatten(registrations)));
    return result;
  }
  installMocks("dev");
  return run(() => main(services));
}

const workspace = enterWorkspace({
  files: { ...builtPage, ...generatedFiles(services) },
  links: ["services/catalog"],
});
void measured()
  .then((result) => {
    process.stdout.write(`${JSON.stringify(result)}\n`);
  })
  .finally(() => {
    workspace.leave();
  });
