import assert from "node:assert/strict";
import { examine } from "../../../../policy/lib/examine.ts";
import {
  containersIn,
  containersOf,
  inherited,
  type PlacedContainer,
  POD_KINDS,
  podOf,
  podSpecIn,
} from "../../../../policy/lib/kubernetes/pods.ts";
import { resourceRule } from "../../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../../policy/lib/unknown.ts";
import { INFO, objectOf, settingsOf } from "../../../support/smallRule.ts";

const template = {
  metadata: { labels: { app: "agent" }, annotations: { note: "a" } },
  spec: { containers: [{ name: "agent" }] },
};

/** By kind: an object of it, and where its pods' template is. */
const OBJECTS: Record<string, [type: string, props: object, path: string]> = {
  Pod: ["kubernetes:core/v1:Pod", template, ""],
  Deployment: ["kubernetes:apps/v1:Deployment", { spec: { template } }, "spec.template."],
  StatefulSet: ["kubernetes:apps/v1:StatefulSet", { spec: { template } }, "spec.template."],
  DaemonSet: ["kubernetes:apps/v1:DaemonSet", { spec: { template } }, "spec.template."],
  ReplicaSet: ["kubernetes:apps/v1:ReplicaSet", { spec: { template } }, "spec.template."],
  Rollout: ["kubernetes:argoproj.io/v1alpha1:Rollout", { spec: { template } }, "spec.template."],
  Job: ["kubernetes:batch/v1:Job", { spec: { template } }, "spec.template."],
  CronJob: [
    "kubernetes:batch/v1:CronJob",
    { spec: { jobTemplate: { spec: { template } } } },
    "spec.jobTemplate.spec.template.",
  ],
  ScaledJob: [
    "kubernetes:keda.sh/v1alpha1:ScaledJob",
    { spec: { jobTargetRef: { template } } },
    "spec.jobTargetRef.template.",
  ],
  SandboxTemplate: [
    "kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate",
    { spec: { podTemplate: template } },
    "spec.podTemplate.",
  ],
};

function deployment(spec: object) {
  return objectOf("kubernetes:apps/v1:Deployment", { spec: { template: { spec } } });
}

describe("the pods of a resource", () => {
  it("are found in every kind that makes some, and the table has no other kind", () => {
    assert.deepEqual(
      POD_KINDS.map((kind) => kind.split(":").at(-1)),
      Object.keys(OBJECTS),
    );
    for (const [kind, [type, props, path]] of Object.entries(OBJECTS)) {
      const resource = objectOf(type, props);
      assert.deepEqual(
        podOf(resource),
        {
          spec: template.spec,
          path: `${path}spec`,
          labels: { app: "agent" },
          annotations: { note: "a" },
          metadataPath: `${path}metadata`,
        },
        kind,
      );
      assert.deepEqual(containersOf(resource), [
        { container: { name: "agent" }, path: `${path}spec.containers[0]`, list: "containers" },
      ]);
      assert.equal(podSpecIn(resource.kind as "kubernetes:core:Pod", props), template.spec, kind);
    }
  });

  it("have no labels and annotations where they have no metadata", () => {
    const pod = podOf(deployment({ containers: [] }));
    assert.deepEqual([pod?.labels, pod?.annotations], [{}, {}]);
  });

  it("are none for a Rollout that borrows a Deployment's, an empty object and a kind that makes none", () => {
    const workloadRef = { apiVersion: "apps/v1", kind: "Deployment", name: "agent" };
    const rollout = objectOf("kubernetes:argoproj.io/v1alpha1:Rollout", { spec: { workloadRef } });
    const nothing = objectOf("kubernetes:batch/v1:CronJob", {});
    const service = objectOf("kubernetes:core/v1:Service", { spec: { template } });
    for (const each of [rollout, nothing, service]) {
      assert.equal(podOf(each), undefined);
      assert.deepEqual(containersOf(each), []);
    }
  });
});

describe("the containers of a resource", () => {
  it("are the ordinary ones, those that run before, and those for debugging", () => {
    const spec = {
      ephemeralContainers: [{ name: "debug" }],
      initContainers: [{ name: "first" }, { name: "second" }],
      containers: [{ name: "agent" }],
    };
    assert.deepEqual(
      containersOf(deployment(spec)).map(({ container, path, list }) => [container.name, path, list]),
      [
        ["agent", "spec.template.spec.containers[0]", "containers"],
        ["first", "spec.template.spec.initContainers[0]", "initContainers"],
        ["second", "spec.template.spec.initContainers[1]", "initContainers"],
        ["debug", "spec.template.spec.ephemeralContainers[0]", "ephemeralContainers"],
      ],
    );
    assert.deepEqual(
      containersIn(spec).map(({ name }) => name),
      ["agent", "first", "second", "debug"],
    );
    assert.deepEqual(containersIn(undefined), []);
  });

  it("are looked at although one of them is not known yet as a whole", () => {
    const rule = resourceRule({
      ...INFO,
      kinds: POD_KINDS,
      check: (resource) => containersOf(resource).map(({ path }) => ({ path, want: "no container" })),
    });
    const judgements = examine(rule, deployment({ containers: [UNKNOWN, {}] }), settingsOf(rule), "2026-11-24");
    assert.deepEqual(
      judgements.map((each) => [each.state, each.state === "undecided" ? each.path : each.finding.path]),
      [
        ["undecided", "spec.template.spec.containers[0]"],
        ["violated", "spec.template.spec.containers[1]"],
      ],
    );
  });
});

describe("what a container takes from its pod", () => {
  function takenFrom(own: object | undefined, ofPod: object | undefined) {
    const resource = deployment({
      ...(ofPod ? { securityContext: ofPod } : {}),
      containers: [own ? { securityContext: own } : {}],
    });
    const pod = podOf(resource);
    assert.ok(pod);
    return inherited(containersOf(resource)[0] as PlacedContainer, pod, "runAsNonRoot");
  }
  const OWN = "spec.template.spec.containers[0].securityContext.runAsNonRoot";
  const OF_POD = "spec.template.spec.securityContext.runAsNonRoot";

  it("is the pod's value unless it has its own, also one that is false or null", () => {
    assert.deepEqual(takenFrom({}, { runAsNonRoot: true }), { value: true, path: OF_POD });
    assert.deepEqual(takenFrom(undefined, { runAsNonRoot: false }), { value: false, path: OF_POD });
    assert.deepEqual(takenFrom({ runAsNonRoot: false }, { runAsNonRoot: true }), { value: false, path: OWN });
    assert.deepEqual(takenFrom({ runAsNonRoot: null }, { runAsNonRoot: true }), { value: true, path: OF_POD });
  });

  it("is nothing, said at the container, where neither has a value", () => {
    assert.deepEqual(takenFrom(undefined, undefined), { value: undefined, path: OWN });
    assert.deepEqual(takenFrom({}, {}), { value: undefined, path: OWN });
  });
});
