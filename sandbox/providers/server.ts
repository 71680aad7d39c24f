import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type {
  CheckRequest,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct, { type JavaScriptValue, type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { partsOf } from "../../policy/lib/urn.ts";
import { simulateCall } from "../simulate/calls.ts";
import { type Properties, revealed } from "./properties.ts";
import type { Difference, StandIn, Subject } from "./standIn.ts";

const { PropertyDiff } = proto;
const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
const KINDS = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/**
 * Serves a stand-in in the engine's own protocol. The SDK's `@pulumi/pulumi/provider` would do that in a line, but it
 * keeps from a provider its settings (so no id could name the subscription), a resource's old inputs (so no refresh
 * could tell what changed) and whether this is a preview (so none could say what is known before an update).
 * @param version of the package that it stands in for
 * @param onConfigured called when the engine has got as far as to use it
 * @returns the port
 */
export function serve(standIn: StandIn, version: string, onConfigured: () => void): Promise<number> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(ResourceProviderService, {
    getPluginInfo: answering(() => new plugin.PluginInfo().setVersion(version)),
    getSchema: answering(() => new proto.GetSchemaResponse().setSchema("{}")),
    checkConfig: answering((request: CheckRequest) => new proto.CheckResponse().setInputs(request.getNews())),
    diffConfig: answering((request: DiffRequest) => diff(standIn, request)),
    configure: answering((request: ConfigureRequest) => {
      standIn.configure(unpacked(request.getArgs()));
      onConfigured();
      return new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),
    check: answering((request: CheckRequest) => check(standIn, request)),
    diff: answering((request: DiffRequest) => diff(standIn, request)),
    create: answering((request: CreateRequest) => create(standIn, request)),
    read: answering((request: ReadRequest) => read(standIn, request)),
    update: answering((request: UpdateRequest) => {
      const [olds, news] = [unpacked(request.getOlds()), unpacked(request.getNews())];
      const subject = subjectOf(request);
      const outputs = request.getPreview() ? standIn.previewUpdate(subject, olds, news) : standIn.update(subject, news);
      return new proto.UpdateResponse().setProperties(packed(outputs));
    }),
    delete: answering((request: DeleteRequest) => {
      standIn.delete(subjectOf(request), request.getId());
      return new empty.Empty();
    }),
    invoke: answering((request: InvokeRequest) => {
      const answer = simulateCall(request.getTok(), revealed(unpacked(request.getArgs())));
      return new proto.InvokeResponse().setReturn(packed(answer as Properties));
    }),
    cancel: answering(() => new empty.Empty()),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

/** A handler of the protocol from a function that answers or throws. */
function answering<Request, Response>(handle: (request: Request) => Response) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    try {
      callback(null, handle(call.request));
    } catch (error) {
      callback(error as Error, null);
    }
  };
}

function check(standIn: StandIn, request: CheckRequest) {
  const news = unpacked(request.getNews());
  try {
    const inputs = standIn.check(
      subjectOf(request),
      unpacked(request.getOlds()),
      news,
      Buffer.from(request.getRandomseed_asU8()).toString("hex"),
    );
    return new proto.CheckResponse().setInputs(packed(inputs));
  } catch (error) {
    // As a failure of this resource, so that the engine shows it as such and looks at the others too.
    const failure = new proto.CheckFailure().setReason((error as Error).message);
    return new proto.CheckResponse().setInputs(packed(news)).addFailures(failure);
  }
}

function diff(standIn: StandIn, request: DiffRequest) {
  const olds = unpacked(request.getOldInputs());
  return described(standIn.diff(subjectOf(request), olds, unpacked(request.getNews())));
}

function described({ changed, replaces, deletedFirst }: Difference) {
  const response = new proto.DiffResponse()
    .setChanges(Object.keys(changed).length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deletedFirst && replaces.length > 0)
    .setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const [path, { change, replaces: replacing }] of Object.entries(changed)) {
    detailed.set(path, new PropertyDiff().setKind(KINDS[change][replacing ? 1 : 0]).setInputdiff(true));
  }
  return response;
}

function create(standIn: StandIn, request: CreateRequest) {
  const inputs = unpacked(request.getProperties());
  if (request.getPreview()) {
    const outputs = standIn.previewCreate(subjectOf(request), inputs);
    return new proto.CreateResponse().setProperties(packed(outputs));
  }
  const { id, outputs } = standIn.create(subjectOf(request), inputs);
  return new proto.CreateResponse().setId(id).setProperties(packed(outputs));
}

function read(standIn: StandIn, request: ReadRequest) {
  const found = standIn.read(subjectOf(request), {
    id: request.getId(),
    inputs: unpacked(request.getInputs()),
    outputs: unpacked(request.getProperties()),
  });
  if (!found) return new proto.ReadResponse();
  return new proto.ReadResponse().setId(found.id).setProperties(packed(found.outputs)).setInputs(packed(found.inputs));
}

/** `urn:pulumi:<stack>::<project>::<type of the parent>$<type>::<name>` */
function subjectOf(request: { getUrn(): string }): Subject {
  return partsOf(request.getUrn());
}

function unpacked(message: Struct | undefined): Properties {
  return message?.toJavaScript() ?? {};
}

function packed(properties: Properties): Struct {
  return struct.Struct.fromJavaScript(properties as { [key: string]: JavaScriptValue });
}
