/**
 * Has `@pulumi/policy` ask only the rules that are for a resource's type.
 *
 * Its server asks every rule about every resource and prepares the resource for each of them. Of 140 rules
 * three or four are for a usual type, so that was most of what a resource cost. A rule marked with its type is
 * skipped sooner, but then the server tells the engine of each one skipped, eight megabytes for a thousand
 * resources.
 */
import type { Policies } from "@pulumi/policy";
import { requireOfLibrary } from "./loading";

/** Answers the engine's call about one resource. */
type Handler = (call: { readonly request: { getType(): string } }, done: unknown) => unknown;
type MakeHandler = (pack: string, version: string, level: string, policies: Policies) => Handler;
type Serve = (
  pack: string,
  version: string,
  level: string,
  args: { readonly policies: Policies },
  ...others: readonly unknown[]
) => void;

/** The library's server; its declarations leave these out as internal. */
interface LibraryServer {
  serve: Serve;
  makeAnalyzeRpcFun: MakeHandler;
  makeRemediateRpcFun: MakeHandler;
}

type Handlers = Readonly<Record<string, unknown>>;

/** What the library serves through. */
interface Grpc {
  readonly Server: {
    readonly prototype: { addService: (definition: unknown, handlers: Handlers) => void };
  };
}

const typesOf = new WeakMap<object, ReadonlySet<string>>();

/** Notes which types a policy is for; one without is asked about every resource. */
export function forTypes<P extends object>(policy: P, types: ReadonlySet<string>): P {
  typesOf.set(policy, types);
  return policy;
}

/** Passes each call on to a handler for the policies of the resource's type, which is made once. */
export function handlerByType(make: (policies: Policies) => Handler, policies: Policies): Handler {
  const handlers = new Map<string, Handler>();
  return (call, done) => {
    const type = call.request.getType();
    const concerned = () => policies.filter((each) => typesOf.get(each)?.has(type) ?? true);
    const handler = handlers.get(type) ?? make(concerned());
    handlers.set(type, handler);
    return handler(call, done);
  };
}

/**
 * To be called before the pack is served. The library hands its handlers over to gRPC, where those about one
 * resource are exchanged. A library that has changed inside is left as it is.
 */
export function askByType(): void {
  const load = requireOfLibrary();
  const library = load("@pulumi/policy/server") as Partial<LibraryServer>;
  const { serve, makeAnalyzeRpcFun: analyze, makeRemediateRpcFun: remediate } = library;
  if (!serve || !analyze || !remediate) return;
  const { prototype } = (load("@grpc/grpc-js") as Grpc).Server;
  library.serve = (pack, version, level, args, ...others) => {
    const { addService } = prototype;
    const byType = (make: MakeHandler) =>
      handlerByType((policies) => make(pack, version, level, policies), args.policies);
    prototype.addService = function (definition, handlers) {
      const exchanged = { analyze: byType(analyze), remediate: byType(remediate) };
      addService.call(this, definition, { ...handlers, ...exchanged });
    };
    try {
      serve(pack, version, level, args, ...others);
    } finally {
      prototype.addService = addService;
    }
  };
}
