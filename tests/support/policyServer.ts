import { createRequire } from "node:module";
import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as server from "@pulumi/policy/server.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { toPolicy } from "../../policy/lib/pack.ts";
import type { FoundResource } from "../../policy/lib/resource.ts";
import type { Rule } from "../../policy/lib/rule.ts";
import { UNKNOWN } from "../../policy/lib/unknown.ts";

// The instance of the library that the SDK has, so that its own classes are recognised.
const require = createRequire(import.meta.resolve("@pulumi/pulumi"));
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");

/** How the engine sends a text that it does not know yet. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine is told of a violation. */
export interface Diagnostic {
  level: "advisory" | "mandatory";
  message: string;
  urn: string;
}

type Answer = (error: Error | null, response: { getDiagnosticsList(): DiagnosticMessage[] }) => void;
type Call = (call: { request: object }, answer: Answer) => Promise<void>;

interface DiagnosticMessage {
  getEnforcementlevel(): number;
  getMessage(): string;
  getUrn(): string;
}

const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = server as unknown as Record<
  string,
  (pack: string, version: string, level: string, policies: Policies) => Call
>;

/** Runs a rule as the SDK's own server does, on resources as the engine sends them. */
export async function analyze(
  rule: Rule,
  resources: readonly FoundResource[],
  config: Record<string, unknown>,
): Promise<Diagnostic[]> {
  const policies = [configured(toPolicy(rule), config)];
  if (rule.scope === "stack") {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => fill(new analyzer.AnalyzerResource(), resource)));
    return call(makeAnalyzeStackRpcFun, request, policies);
  }
  const all = await Promise.all(
    resources.map((resource) => call(makeAnalyzeRpcFun, fill(new analyzer.AnalyzeRequest(), resource), policies)),
  );
  return all.flatMap((diagnostics, index) =>
    diagnostics.map((each) => ({ ...each, urn: each.urn || (resources[index]?.urn ?? "") })),
  );
}

async function call(
  make: ((pack: string, version: string, level: string, policies: Policies) => Call) | undefined,
  request: object,
  policies: Policies,
): Promise<Diagnostic[]> {
  const diagnostics = await new Promise<DiagnosticMessage[]>((done, failed) => {
    const answer: Answer = (error, response) => (error ? failed(error) : done(response.getDiagnosticsList()));
    make?.("pack", "1.0.0", "advisory", policies)({ request }, answer).catch(failed);
  });
  return diagnostics.map((each) => ({
    level: each.getEnforcementlevel() === 1 ? "mandatory" : "advisory",
    message: each.getMessage(),
    urn: each.getUrn(),
  }));
}

/** What a remediation makes of a resource's inputs; undefined when it changes nothing. */
export async function remediate(
  rule: Rule,
  resource: FoundResource,
  config: Record<string, unknown> = {},
): Promise<unknown> {
  const policy = { ...configured(toPolicy(rule), config), enforcementLevel: "remediate" } as ResourceValidationPolicy;
  const request = fill(new analyzer.AnalyzeRequest(), resource);
  return new Promise((done, failed) => {
    const answer = (error: Error | null, response: unknown) => {
      if (error) return failed(error);
      const [remediation] = (
        response as { getRemediationsList(): { getProperties(): { toJavaScript(): unknown } | undefined }[] }
      ).getRemediationsList();
      done(remediation?.getProperties()?.toJavaScript());
    };
    makeRemediateRpcFun?.("pack", "1.0.0", "advisory", [policy])({ request }, answer as Answer).catch(failed);
  });
}

/** The policy with its config, defaults filled in from its schema as the engine does. */
function configured<P extends ResourceValidationPolicy | StackValidationPolicy>(
  policy: P,
  config: Record<string, unknown>,
): P {
  const properties = Object.entries(policy.configSchema?.properties ?? {}) as [string, { default?: unknown }][];
  const defaults = properties.flatMap(([key, { default: value }]) => (value === undefined ? [] : [[key, value]]));
  const getConfig = () => ({ ...Object.fromEntries(defaults), ...config });
  const withConfig = (run: unknown) => (args: object, report: unknown) =>
    (run as (args: object, report: unknown) => unknown)(Object.assign(args, { getConfig }), report);
  const { validateResource, remediateResource, validateStack } = policy as ResourceValidationPolicy &
    StackValidationPolicy;
  return {
    ...policy,
    ...(validateResource ? { validateResource: withConfig(validateResource) } : {}),
    ...(remediateResource ? { remediateResource: withConfig(remediateResource) } : {}),
    ...(validateStack ? { validateStack: withConfig(validateStack) } : {}),
  };
}

function fill<Message extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
  message: Message,
  { type, urn, name, props, options, provider }: FoundResource,
): Message {
  message.setType(type);
  message.setUrn(urn);
  message.setName(name);
  message.setProperties(Struct.fromJavaScript(sent(props)));
  const given = new analyzer.AnalyzerResourceOptions();
  given.setProtect(options?.protect ?? false);
  given.setIgnorechangesList([...(options?.ignoreChanges ?? [])]);
  given.setParent(options?.parent ?? "");
  message.setOptions(given);
  if (provider) {
    const its = new analyzer.AnalyzerProviderResource();
    its.setType(provider.type);
    its.setUrn(provider.urn);
    its.setProperties(Struct.fromJavaScript(sent(provider.props)));
    message.setProvider(its);
  }
  if (message instanceof analyzer.AnalyzerResource) message.setDependenciesList([...(options?.dependencies ?? [])]);
  return message;
}

function sent(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (Array.isArray(value)) return value.map(sent);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(known.map(([key, item]) => [key, sent(item)]));
}
