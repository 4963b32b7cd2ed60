import * as z from "zod";
import { tracingEnvironment } from "./tracing";

/** Environment variables that every service gets. */
export const commonEnvironment = z.object({
  SERVICE_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,19}$/)
    .describe("the service's name, such as orders"),
});

/** Environment variables of a service that runs as a container. */
export const containerEnvironment = commonEnvironment.extend({
  ...tracingEnvironment.shape,
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(65_535))
    .describe("the TCP port to listen on, 1 to 65535"),
  HOST: z
    .string()
    .min(1)
    .default("0.0.0.0")
    .describe("the address to listen on; every interface when absent"),
});

/** Name of a DynamoDB table. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const tableName = z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/);

/** URL of an SQS queue, such as `ORDERS_EVENTS_QUEUE_URL`. */
export const queueUrl = z
  .string()
  .regex(/^https?:\/\/[^/]+\/.*[A-Za-z0-9_-]+(\.fifo)?$/)
  .describe("the URL of an SQS queue");

type Variables = Readonly<Record<string, string | undefined>>;

/** The environment lacks something that the service needs. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/**
 * Checks the environment variables that a schema names, and returns them typed.
 *
 * @throws EnvironmentError whose message names every variable at fault
 */
export function parseEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  variables: Variables,
): z.infer<z.ZodObject<Shape>> {
  const result = schema.safeParse(variables);
  if (result.success) {
    return result.data;
  }
  const names = [...new Set(result.error.issues.map(({ path }) => String(path[0])))];
  const faults = names.map((name) => describeFault(schema.shape, name, variables[name]));
  throw new EnvironmentError(
    `${variables.SERVICE_NAME ?? "The service"} cannot start: ${countOf(names.length)} in its environment. ` +
      `${faults.join("; ")}. Set ${names.length === 1 ? "it" : "them"} in the container's or function's environment.`,
  );
}

/** Like {@link parseEnvironment}, but prints the message to standard error and exits 1. */
export function environmentOrExit<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  variables: Variables,
): z.infer<z.ZodObject<Shape>> {
  try {
    return parseEnvironment(schema, variables);
  } catch (error) {
    if (error instanceof EnvironmentError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}

function countOf(faults: number): string {
  return faults === 1
    ? "one variable is missing or wrong"
    : `${faults} variables are missing or wrong`;
}

function describeFault(
  shape: Readonly<Record<string, unknown>>,
  name: string,
  value: string | undefined,
): string {
  const field = shape[name];
  const expected = field instanceof z.ZodType ? field.description : undefined;
  return `${name}: expected ${expected ?? "another value"}, ${describeValue(name, value)}`;
}

function describeValue(name: string, value: string | undefined): string {
  if (value === undefined) {
    return "it is missing";
  }
  return /SECRET|PASSWORD|TOKEN/.test(name) ? "got another one" : `got "${value.slice(0, 60)}"`;
}
