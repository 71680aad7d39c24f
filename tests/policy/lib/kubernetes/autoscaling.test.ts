import assert from "node:assert/strict";
import { Autoscaling } from "../../../../policy/lib/kubernetes/autoscaling.ts";
import { workloadsOf } from "../../../../policy/lib/kubernetes/workloads.ts";
import { toResources } from "../../../../policy/lib/resource.ts";
import { Stack } from "../../../../policy/lib/stack.ts";
import { hpa, scaledObject, vpa } from "../../../support/autoscaling.ts";
import { deployment, podSpec } from "../../../support/kubernetes.ts";
import type { Fixture } from "../../../support/rule.ts";

/** A stack of objects, each in the cluster that its context names. */
function stackOf(objects: [context: string, object: Fixture][]): Stack {
  const resources = objects.flatMap(([context, object], index) => {
    const provider = { urn: context, type: "pulumi:providers:kubernetes", props: {} };
    return toResources({ name: "it", ...object, urn: `urn:${index}`, provider });
  });
  return new Stack(resources);
}

describe("the autoscaling of a stack", () => {
  const single = deployment(podSpec(), { replicas: 1 });

  it("keeps clusters apart, though objects have the same names in all of them", () => {
    const stack = stackOf([
      ["eu-west-1", single],
      ["eu-west-1", hpa()],
      ["us-east-1", single],
      ["us-east-1", scaledObject()],
      ["us-east-1", vpa()],
    ]);
    const autoscaling = new Autoscaling(stack);
    const urnsOf = (found: readonly { urn: string }[]) => found.map(({ urn }) => urn);
    assert.deepEqual(
      workloadsOf(stack).map(({ resource }) => urnsOf(autoscaling.horizontal(resource))),
      [["urn:1"], ["urn:3"]],
    );
    assert.deepEqual(
      autoscaling.pairs().map(([, vertical]) => urnsOf(vertical)),
      [[], ["urn:4"]],
    );
  });

  it("counts the replicas that are left at the least", () => {
    const fewest = (...autoscalers: Fixture[]) => {
      const stack = stackOf([single, ...autoscalers].map((each) => ["eu-west-1", each]));
      return workloadsOf(stack).map((workload) => new Autoscaling(stack).fewest(workload));
    };
    assert.deepEqual(fewest(), [1]);
    assert.deepEqual(fewest(hpa()), [3]);
    assert.deepEqual(fewest(hpa({ minReplicas: undefined })), [1]);
    assert.deepEqual(fewest(scaledObject({ minReplicaCount: undefined })), [0]);
    assert.deepEqual(fewest(scaledObject({ idleReplicaCount: 0 })), [0]);
    assert.deepEqual(fewest(hpa(), scaledObject({ minReplicaCount: 2 })), [2]);
  });
});
