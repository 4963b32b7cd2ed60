/** Runs CloudFront Functions in a JavaScript context of their own. */
import { createRequire } from "node:module";
import vm from "node:vm";
import { CloudError } from "../types";
import type { EdgeFunctionCode } from "./distributions";

/** On AWS a function has about a millisecond of computing; a busy laptop gets more, a loop does not. */
const TIME_LIMIT_MS = 250;

/** Modules that the runtime `cloudfront-js-2.0` offers. */
const MODULES = new Set(["crypto", "querystring", "buffer"]);

/** A function that failed; the viewer gets `status`. */
export class EdgeFunctionError extends Error {
  override readonly name = "EdgeFunctionError";
  constructor(
    message: string,
    readonly status: 502 | 503,
  ) {
    super(message);
  }
}

/** Awaits the handler and hands out its result as JSON, so that no object crosses the border. */
const CALL = `
  (async () => handler(JSON.parse(sandboxEvent)))().then(
    (result) => sandboxDone(JSON.stringify(result)),
    (error) => sandboxFailed(String(error && error.message ? error.message : error)));
`;

export class EdgeFunction {
  readonly name: string;
  readonly #script: vm.Script;
  readonly #call: vm.Script;
  readonly #log: (line: string) => void;

  /** @throws CloudError for code that does not compile, which CloudFront would refuse as well */
  constructor({ name, code }: EdgeFunctionCode, log: (line: string) => void) {
    this.name = name;
    this.#log = log;
    this.#call = new vm.Script(CALL);
    try {
      this.#script = new vm.Script(code, { filename: `${name}.js` });
    } catch (error) {
      throw new CloudError(
        `CloudFront function ${name} does not compile: ${error instanceof Error ? error.message : ""}. ` +
          "Imports from 'cloudfront' (key-value stores) are not run by the sandbox.",
      );
    }
  }

  /**
   * Calls the handler with an event of AWS's shape and returns what it returned.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
   *
   * @throws EdgeFunctionError when it throws, takes too long or returns nothing
   */
  run(event: object): unknown {
    let result: string | undefined;
    let failure: string | undefined;
    const hostRequire = createRequire(__filename);
    const context = vm.createContext(
      {
        sandboxEvent: JSON.stringify(event),
        sandboxDone: (json: string | undefined) => (result = json),
        sandboxFailed: (message: string) => (failure = message),
        console: { log: this.#log, error: this.#log, warn: this.#log, info: this.#log },
        Buffer,
        TextEncoder,
        TextDecoder,
        atob,
        btoa,
        require: (id: string): unknown => {
          if (!MODULES.has(id))
            throw new Error(`module ${id} does not exist in CloudFront Functions`);
          return hostRequire(`node:${id}`);
        },
      },
      // Promises settle inside the time limit, not after it.
      { microtaskMode: "afterEvaluate", codeGeneration: { strings: false, wasm: false } },
    );
    try {
      this.#script.runInContext(context, { timeout: TIME_LIMIT_MS });
      this.#call.runInContext(context, { timeout: TIME_LIMIT_MS });
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    if (failure !== undefined) {
      throw new EdgeFunctionError(`CloudFront function ${this.name} failed: ${failure}`, 503);
    }
    if (result === undefined) {
      throw new EdgeFunctionError(
        `CloudFront function ${this.name} returned nothing; it must return a request or a response`,
        502,
      );
    }
    const value: unknown = JSON.parse(result);
    return value;
  }
}
