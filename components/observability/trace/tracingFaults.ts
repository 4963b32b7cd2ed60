/** What is wrong with how much is traced. Pure. */
import type { TracingArgs } from "../tracing";

/** Rule names have at most 32 characters, of which numbers and hyphens take eight. */
const longestPrefix = 24;
/** Rules of one's own that X-Ray takes in a region: https://docs.aws.amazon.com/general/latest/gr/xray.html */
const mostRules = 25;

/** Share of the requests that is traced unless told otherwise, in percent. */
export const defaultTracedPercent = 5;

export function tracingFaults(args: TracingArgs): string[] {
  const { prefix, services, percent = defaultTracedPercent, paths = [], slowMs = 1000 } = args;
  const faults: string[] = [];
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(prefix) || prefix.length > longestPrefix) {
    faults.push(
      `prefix must be 1 to ${longestPrefix} letters, digits, underscores and hyphens, got "${prefix}"; name project and stack, such as shop-dev`,
    );
  }
  const rules = services.length * (paths.length + 1);
  if (rules < 1 || rules > mostRules) {
    faults.push(
      `services and paths must make 1 to ${mostRules} sampling rules, one for each service and path, got ${rules}; put alike paths together with *, or leave services to X-Ray's default rule`,
    );
  }
  const shares = [percent, ...paths.map((path) => path.percent)];
  faults.push(...shares.flatMap((share) => percentFaults("percent", share)).slice(0, 1));
  if (!(slowMs > 0)) {
    faults.push(`slowMs must be more than 0, got ${slowMs}; 1000 is a second`);
  }
  return faults;
}

export function percentFaults(argument: string, percent: number): string[] {
  return percent >= 0 && percent <= 100
    ? []
    : [`${argument} must be from 0 to 100, got ${percent}; 5 is one request in twenty`];
}
