import assert from "node:assert/strict";
import { stepsOf } from "../../../policy/input/input.ts";
import { readManifests } from "../../../policy/input/manifests.ts";

function lineIn(text: string, path: string, index = 0): number | undefined {
  return readManifests("some.yaml", text).resources[index]?.lineOf(path);
}

const DEPLOYMENT = `# the agent
apiVersion: apps/v1
kind: Deployment
metadata:
  name: agent
  annotations:
    acme.com/team: agents
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: one
          image: a
        - name: two
          securityContext:
            runAsUser: 0
      volumes: []
`;

describe("the line of a property", () => {
  it("is where its value is", () => {
    assert.equal(lineIn(DEPLOYMENT, ""), 2);
    assert.equal(lineIn(DEPLOYMENT, "spec.replicas"), 9);
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.containers[0]"), 13);
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.containers[0].image"), 14);
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.containers[1].securityContext.runAsUser"), 17);
    assert.equal(lineIn(DEPLOYMENT, 'metadata.annotations["acme.com/team"]'), 7);
  });

  it("is that of the nearest thing around one that is missing", () => {
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.containers[1].securityContext.privileged"), 17);
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.containers[1].resources.limits.cpu"), 15);
    assert.equal(lineIn(DEPLOYMENT, "spec.template.spec.volumes[3].name"), 18);
    assert.equal(lineIn(DEPLOYMENT, "spec.replicas.most"), 9);
    assert.equal(lineIn(DEPLOYMENT, "status"), 2);
  });

  it("is counted from the beginning of the file, in later documents and in lists too", () => {
    assert.equal(lineIn(`${DEPLOYMENT}---\n${DEPLOYMENT}`, "spec.replicas", 1), 28);
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    spec:
      type: ClusterIP
  - apiVersion: v1
    kind: Service
    spec:
      type: NodePort
`;
    assert.deepEqual([lineIn(list, "spec.type", 0), lineIn(list, "spec.type", 1)], [7, 11]);
    assert.deepEqual([lineIn(list, "", 1), lineIn(list, "metadata", 1)], [8, 8]);
    const typed = "apiVersion: v1\nkind: ServiceList\nitems:\n  - metadata: {}\n    spec:\n      type: NodePort\n";
    assert.equal(lineIn(typed, "spec.type"), 6);
  });

  it("is that of the alias where a value stands somewhere else", () => {
    const text = "apiVersion: v1\nkind: Service\nmetadata: &m\n  name: a\nspec: *m\n";
    assert.equal(lineIn(text, "spec.name"), 5);
  });
});

describe("stepsOf", () => {
  it("takes a path apart into names and numbers", () => {
    assert.deepEqual(stepsOf('spec.containers[10].env["A.B"].value'), [
      "spec",
      "containers",
      10,
      "env",
      "A.B",
      "value",
    ]);
    assert.deepEqual(stepsOf('data["0"]'), ["data", "0"]);
    assert.deepEqual(stepsOf("items[0]."), ["items", 0]);
    assert.deepEqual(stepsOf(""), []);
  });
});
