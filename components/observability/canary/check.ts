/**
 * The script of a canary: asks for one page as a visitor would. CloudWatch Synthetics calls `handler`
 * on its schedule, and counts the run as failed when it throws.
 */
import { env } from "node:process";

/** Seconds after which the answer counts as missing. */
const timeoutSeconds = 20;

export interface Check {
  readonly url: string;
  /** Text that the answer must contain, or empty. */
  readonly text: string;
}

/** @throws Error that says what was wrong with the answer */
export async function check({ url, text }: Check, ask: typeof fetch = fetch): Promise<string> {
  const answer = await ask(url, {
    headers: { "user-agent": "canary" },
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  if (!body.includes(text)) throw new Error(`${url} answered without the text "${text}"`);
  return `${url} answered ${answer.status}`;
}

/** What CloudWatch Synthetics calls. */
export function handler(): Promise<string> {
  return check({ url: env["CANARY_URL"] ?? "", text: env["CANARY_TEXT"] ?? "" });
}
