/** Asks the emulator who signed a token, and whether policies let them do what they ask for. */
import { z } from "zod";
import type { EmulatorAccess } from "../clients";
import { type TokenTarget, readToken } from "./iamToken";

/** A sign-in that somebody tries. */
export interface SignInRequest {
  /** The token, given as a password. */
  readonly token: string;
  readonly target: TokenTarget;
  readonly action: "rds-db:connect" | "elasticache:Connect";
  /** ARNs that the caller must be allowed the action on, all of them. */
  readonly resources: readonly string[];
}

/** Why somebody may not sign in; undefined when they may. */
export type SignInCheck = (request: SignInRequest) => Promise<string | undefined>;

const answerSchema = z.object({ fault: z.string().optional() });
const TIMEOUT_MS = 10_000;

/** Keys and policies are the emulator's, which gave the credentials out. */
export function emulatorSignIn({ endpoint, credentials }: EmulatorAccess): SignInCheck {
  return async ({ token: text, target, action, resources }) => {
    const reading = readToken(text, target, Date.now());
    if (reading.kind === "fault") return reading.fault;
    const { service, region } = target;
    const response = await fetch(`${endpoint}/_sandbox/sign-in`, {
      method: "POST",
      headers: { authorization: credentials.secretAccessKey },
      body: JSON.stringify({ ...reading.token, service, region, action, resources }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok)
      return `the emulator did not check the token, and answered ${response.status}`;
    return answerSchema.parse(await response.json()).fault;
  };
}
