/** Where the pack finds its files and leaves its reports: environment variables, all optional. */
import { existsSync, readFileSync } from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import { Baseline, readBaseline } from "./exceptions/baseline";
import type { Exceptions } from "./exceptions/ruling";
import { readWaivers } from "./exceptions/waiversFile";
import type { FileFaults } from "./housekeeping";

/** What was found. */
export interface Settings {
  readonly exceptions: Exceptions;
  /** Folder for reports; none are written when it is missing. */
  readonly reportDirectory?: string;
  /** Folder of the program's sources, for places in reports. */
  readonly sourceDirectory?: string;
  readonly faults: FileFaults;
}

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder of the pack, where waivers.yaml is looked for. */
  readonly packDirectory: string;
  readonly ruleIds: readonly string[];
  readonly today: string;
}

/** A path from the environment. The engine runs a pack in its own folder, so a relative one misleads. */
function pathFrom(
  { environment }: Surroundings,
  name: string,
  faults: string[],
): string | undefined {
  const path = environment[name];
  if (path === undefined || path === "") return undefined;
  if (isAbsolute(path)) return path;
  faults.push(
    `${name} must be an absolute path, got "${path}". The engine runs the pack in the pack's own ` +
      `folder; write it as "$PWD/${path}".`,
  );
  return undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

export function readSettings(surroundings: Surroundings): Settings {
  const { packDirectory, ruleIds, today } = surroundings;
  const faults = { waivers: [] as string[], baseline: [] as string[], settings: [] as string[] };
  const configured = pathFrom(surroundings, "AWS_POLICIES_WAIVERS", faults.settings);
  const own = join(packDirectory, "waivers.yaml");
  const waiversPath = configured ?? (existsSync(own) ? own : undefined);
  const baselinePath = pathFrom(surroundings, "AWS_POLICIES_BASELINE", faults.settings);
  const waiversText = waiversPath === undefined ? "" : textOf(waiversPath);
  if (waiversText === undefined) faults.waivers.push(unreadable(waiversPath));
  const file = basename(waiversPath ?? own);
  const waivers = readWaivers({ file, text: waiversText ?? "", ruleIds, today });
  faults.waivers.push(...waivers.faults);
  return {
    exceptions: {
      waivers: waivers.waivers,
      baseline: baselinePath === undefined ? undefined : baselineAt(baselinePath, faults.baseline),
    },
    reportDirectory: pathFrom(surroundings, "AWS_POLICIES_REPORT_DIR", faults.settings),
    sourceDirectory: pathFrom(surroundings, "AWS_POLICIES_SOURCE_DIR", faults.settings),
    faults,
  };
}

function baselineAt(path: string, faults: string[]): Baseline {
  const text = textOf(path);
  if (text === undefined) {
    faults.push(unreadable(path));
    return new Baseline([]);
  }
  const { known, faults: own } = readBaseline(basename(path), text);
  faults.push(...own);
  return new Baseline(known);
}

function unreadable(path: string | undefined): string {
  return `${path ?? ""}: there is no file that can be read. Correct the path, or unset the variable.`;
}
