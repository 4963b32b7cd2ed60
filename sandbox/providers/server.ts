/**
 * Pulumi's provider protocol over gRPC for stand-ins of resources. `@pulumi/pulumi/provider` has a
 * server too, but it can neither tell a preview from a deployment nor say which property changed.
 */
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { DiffResult, ResourceIdentity, ResourceLogic } from "./resources";
import type { Properties } from "./wire";

const { Kind } = messages.PropertyDiff;
const { DiffChanges } = messages.DiffResponse;

/** Answers a unary call with what `handler` returns; what it throws becomes the call's error. */
function unary<Request, Response>(
  handler: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handler(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          callback({ code: grpc.status.UNKNOWN, message, details: message }, null);
        },
      );
  };
}

function read(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** `urn:pulumi:dev::shop::parent$aws:s3/bucket:Bucket::web` is the bucket `web`. */
export function identityOf(urn: string): ResourceIdentity {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  const token = qualifiedType.split("$").pop() ?? qualifiedType;
  return { urn, token, logicalName: name.join("::") };
}

/** Serves a provider on a free port of 127.0.0.1. */
export async function serveResources(provider: ResourceLogic, version: string): Promise<number> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, {
    ...lifecycle(provider, version),
    ...operations(provider),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) {
        reject(error);
      } else {
        resolve(port);
      }
    });
  });
}

function lifecycle(provider: ResourceLogic, version: string): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: unary(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    }),
    checkConfig: unary((request: messages.CheckRequest) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    configure: unary((request: messages.ConfigureRequest) => {
      provider.configure(read(request.getArgs()));
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    cancel: unary(() => new Empty()),
    invoke: unary(async (request: messages.InvokeRequest) => {
      const response = new messages.InvokeResponse();
      const result = await provider.invoke(request.getTok(), read(request.getArgs()));
      response.setReturn(Struct.fromJavaScript(result));
      return response;
    }),
  };
}

function operations(provider: ResourceLogic): grpc.UntypedServiceImplementation {
  return {
    check: unary((request: messages.CheckRequest) => check(provider, request)),
    diff: unary((request: messages.DiffRequest) =>
      diffResponse(
        provider.diff(
          identityOf(request.getUrn()),
          { inputs: read(request.getOldInputs()), outputs: read(request.getOlds()) },
          read(request.getNews()),
        ),
      ),
    ),
    create: unary((request: messages.CreateRequest) => {
      const resource = identityOf(request.getUrn());
      const state = provider.create(resource, read(request.getProperties()), request.getPreview());
      const response = new messages.CreateResponse();
      response.setId(state.id);
      response.setProperties(Struct.fromJavaScript(state.outputs));
      return response;
    }),
    update: unary((request: messages.UpdateRequest) => {
      const state = {
        id: request.getId(),
        inputs: read(request.getOldInputs()),
        outputs: read(request.getOlds()),
      };
      const resource = identityOf(request.getUrn());
      const updated = provider.update(
        resource,
        state,
        read(request.getNews()),
        request.getPreview(),
      );
      const response = new messages.UpdateResponse();
      response.setProperties(Struct.fromJavaScript(updated.outputs));
      return response;
    }),
    read: unary((request: messages.ReadRequest) => {
      const outputs = read(request.getProperties());
      const state = { id: request.getId(), inputs: read(request.getInputs()), outputs };
      const found = provider.read(identityOf(request.getUrn()), state);
      const response = new messages.ReadResponse();
      response.setId(found.id);
      response.setProperties(Struct.fromJavaScript(found.outputs));
      response.setInputs(Struct.fromJavaScript(state.inputs));
      return response;
    }),
    delete: unary(() => new Empty()),
  };
}

function check(provider: ResourceLogic, request: messages.CheckRequest): messages.CheckResponse {
  const { inputs, failures } = provider.check(
    identityOf(request.getUrn()),
    read(request.getOlds()),
    read(request.getNews()),
    request.getRandomseed_asB64() || request.getUrn(),
  );
  const response = new messages.CheckResponse();
  response.setInputs(Struct.fromJavaScript(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function diffResponse({ changes, deleteBeforeReplace }: DiffResult): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const replaces = changes.filter((change) => change.replaces);
  response.setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
  response.setDiffsList([...new Set(changes.map(({ property }) => property))]);
  response.setReplacesList([...new Set(replaces.map(({ property }) => property))]);
  response.setDeletebeforereplace(replaces.length > 0 && deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    const detail = new messages.PropertyDiff();
    detail.setKind(KINDS[change.kind][change.replaces ? 1 : 0]);
    detail.setInputdiff(change.isInput);
    response.getDetaileddiffMap().set(change.path, detail);
  }
  return response;
}
