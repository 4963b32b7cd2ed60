/** Environment variables of databases and caches, as a link to one gives them. */
import * as z from "zod";

const host = z.string().min(1).max(255);
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(65_535));
const word = z.string().regex(/^[\w.-]{1,128}$/);

/** What a service needs on every runtime to sign in by IAM. */
export const signInEnvironment = z.object({
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .describe("the region, such as eu-west-1; Fargate, Lambda and EKS set it"),
  NODE_EXTRA_CA_CERTS: z
    .string()
    .min(1)
    .optional()
    .describe("a file with certificates of further authorities, in PEM"),
});

export const hostVariable = (what: string) => host.describe(`the host name of ${what}`);
export const portVariable = (what: string) => port.describe(`the TCP port of ${what}`);
export const userVariable = (what: string) => word.describe(`the user to sign in to ${what} as`);
export const nameVariable = (what: string) => word.describe(`the name of ${what}`);

/** An ARN of a secret in Secrets Manager. */
export const secretVariable = z
  .string()
  .regex(/^arn:[\w-]+:secretsmanager:/)
  .describe("the ARN of the secret with the master user's password");
