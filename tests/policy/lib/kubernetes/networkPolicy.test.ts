import assert from "node:assert/strict";
import {
  directionsOf,
  hasManagedPolicy,
  isForAll,
  type NetworkPolicySpec,
  names,
  policiesOver,
  rulesOf,
} from "../../../../policy/lib/kubernetes/networkPolicy.ts";
import type { LabelSelector } from "../../../../policy/lib/kubernetes/selector.ts";
import { type AnyResource, toResources } from "../../../../policy/lib/resource.ts";
import { Stack } from "../../../../policy/lib/stack.ts";
import { AGENT_LABELS, deployment, object } from "../../../support/kubernetes.ts";
import { policy } from "../../../support/networkPolicies.ts";
import type { Fixture } from "../../../support/rule.ts";

function resource(fixture: Fixture, provider?: string): AnyResource {
  const name = fixture.name ?? "it";
  const [found] = toResources({
    ...fixture,
    name,
    urn: name,
    ...(provider ? { provider: { urn: provider, type: "kubernetes", props: {} } } : {}),
  });
  return found as AnyResource;
}

describe("a network policy", () => {
  describe("governs", () => {
    const cases: [string, NetworkPolicySpec | undefined, string[]][] = [
      ["what comes in where it says nothing", {}, ["Ingress"]],
      ["what comes in where it has no spec", undefined, ["Ingress"]],
      ["both ways where it has rules for what goes out", { egress: [{}] }, ["Ingress", "Egress"]],
      ["what comes in where its rules for what goes out are none", { egress: [] }, ["Ingress"]],
      ["what comes in where its types are none", { policyTypes: [], ingress: [] }, ["Ingress"]],
      ["only what its types name, whatever its rules", { policyTypes: ["Egress"], ingress: [{}] }, ["Egress"]],
      ["not what goes out where its types leave that out", { policyTypes: ["Ingress"], egress: [{}] }, ["Ingress"]],
    ];
    for (const [sentence, spec, directions] of cases) {
      it(sentence, () => assert.deepEqual(directionsOf(spec), directions));
    }
  });

  it("has no rules in a direction that it does not govern", () => {
    assert.deepEqual(rulesOf({ policyTypes: ["Ingress"], egress: [{ to: [] }] }, "Egress"), []);
  });

  it("has rules with the paths of what they name", () => {
    const ports = [{ port: 80 }];
    assert.deepEqual(rulesOf({ ingress: [{}, { from: [], ports }] }, "Ingress"), [
      { peers: undefined, peersPath: "spec.ingress[0].from", ports: undefined, portsPath: "spec.ingress[0].ports" },
      { peers: [], peersPath: "spec.ingress[1].from", ports, portsPath: "spec.ingress[1].ports" },
    ]);
  });

  it("is for all pods with an empty selector and with none", () => {
    assert.ok(isForAll({ podSelector: {} }));
    assert.ok(isForAll({ podSelector: { matchLabels: {}, matchExpressions: [] } }));
    assert.ok(isForAll({}));
    assert.ok(!isForAll({ podSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } }));
  });
});

describe("the policies over a workload", () => {
  const name = { "app.kubernetes.io/name": "research-agent" };
  const isAgent = { key: "app.kubernetes.io/component", operator: "In", values: ["agent"] };
  const isOther = { key: "app.kubernetes.io/component", operator: "NotIn", values: ["agent"] };
  const cases: [string, LabelSelector | undefined, boolean][] = [
    ["select it by its labels", { matchLabels: AGENT_LABELS }, true],
    ["select it by one of its labels", { matchLabels: name }, true],
    ["select it by label and expression", { matchLabels: name, matchExpressions: [isAgent] }, true],
    ["do not where an expression does not hold", { matchLabels: name, matchExpressions: [isOther] }, false],
    ["do not where one label of several is wrong", { matchLabels: { ...name, region: "eu" } }, false],
    ["select it with an empty selector", {}, true],
    ["select it with no selector", undefined, true],
  ];
  for (const [sentence, podSelector, selected] of cases) {
    it(sentence, () => {
      const workload = resource(deployment());
      const one = resource(policy("one", podSelector ? { podSelector } : {}));
      assert.deepEqual(policiesOver(new Stack([workload, one]), workload), selected ? [one] : []);
    });
  }

  it("are of its namespace", () => {
    const workload = resource(deployment());
    const stack = new Stack([workload, resource(policy("elsewhere", {}, "other"))]);
    assert.deepEqual(policiesOver(stack, workload), []);
  });

  it("are of the default namespace where it has none", () => {
    const workload = resource(deployment(undefined, {}, { namespace: undefined }));
    const one = resource(policy("one", {}, "default"));
    assert.deepEqual(policiesOver(new Stack([workload, one]), workload), [one]);
  });

  it("are of its cluster", () => {
    const workload = resource(deployment(), "east");
    const east = resource(policy("one"), "east");
    const west = resource(policy("one"), "west");
    assert.deepEqual(policiesOver(new Stack([workload, east, west]), workload), [east]);
  });
});

describe("a selector", () => {
  it("names whom it selects by labels, or by expressions that tell who", () => {
    assert.ok(names({ matchLabels: { app: "a" } }));
    assert.ok(names({ matchExpressions: [{ key: "app", operator: "Exists" }] }));
  });

  it("names nobody where it is empty, missing, or only tells who not", () => {
    assert.ok(!names({}));
    assert.ok(!names(undefined));
    assert.ok(!names({ matchExpressions: [{ key: "app", operator: "NotIn", values: ["a"] }] }));
    assert.ok(!names({ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }));
  });
});

describe("a sandbox template", () => {
  const template = (spec: object) =>
    resource(object("kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate", {}, { spec }));

  it("has a policy of its controller unless it says otherwise", () => {
    assert.ok(hasManagedPolicy(template({})));
    assert.ok(hasManagedPolicy(template({ networkPolicyManagement: "Managed" })));
    assert.ok(!hasManagedPolicy(template({ networkPolicyManagement: "Unmanaged" })));
    assert.ok(!hasManagedPolicy(resource(deployment())));
  });
});
