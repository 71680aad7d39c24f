import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../sandbox/providers/cloud.ts";
import { StandIn } from "../../sandbox/providers/standIn.ts";
import { simulate, simulationOf } from "../../sandbox/simulate.ts";

const DEPLOYMENT = { type: "kubernetes:apps/v1:Deployment", name: "agent" };
const SERVICE = { type: "kubernetes:core/v1:Service", name: "agent-service" };
const NAMESPACE = { type: "kubernetes:core/v1:Namespace", name: "team" };

const NAMED = { metadata: { name: "agent", namespace: "team" } };
const TEAM = { metadata: { name: "team" } };

describe("what a simulated Kubernetes cluster answers", () => {
  let folder: string;
  let cloud: Cloud;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daca-cluster-"));
    cloud = new Cloud(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function cluster(server: string, token = "a"): StandIn {
    const standIn = new StandIn(simulationOf, cloud);
    standIn.configure({ kubeconfig: `clusters: [{cluster: {server: "${server}"}}]\ntoken: ${token}`, context: "main" });
    return standIn;
  }

  it("calls an object by its namespace and name, and what has no namespace by its name", () => {
    const idOf = (type: string, inputs: object) =>
      simulate({ type, name: "x", inputs: { ...inputs }, provider: {} }).id;
    assert.equal(idOf(DEPLOYMENT.type, NAMED), "team/agent");
    assert.equal(idOf(NAMESPACE.type, TEAM), "team");
    assert.equal(idOf("kubernetes:keda.sh/v1alpha1:ScaledObject", NAMED), "team/agent");
    assert.equal(idOf("kubernetes:helm.sh/v3:Release", { name: "keda", namespace: "keda" }), "keda/keda");
  });

  it("says what a Release has installed", () => {
    const inputs = { name: "keda", namespace: "keda", chart: "keda", version: "2.20.2" };
    const { outputs } = simulate({ type: "kubernetes:helm.sh/v3:Release", name: "x", inputs, provider: {} });
    assert.deepEqual(outputs.status, { ...inputs, revision: 1, status: "deployed" });
  });

  it("refuses an object whose name Pulumi would make up", () => {
    assert.throws(() => simulate({ ...DEPLOYMENT, inputs: { metadata: {} }, provider: {} }), {
      message: "agent has no name in the cluster: set metadata.name, or name of a Release",
    });
  });

  it("refuses a kind that it does not know", () => {
    assert.throws(() => simulationOf("kubernetes:example.com/v1:Gadget"), {
      message:
        "the sandbox cannot simulate kubernetes:example.com/v1:Gadget: add it to the table in sandbox/simulate/kubernetes.ts",
    });
  });

  it("makes an object only where its namespace is", () => {
    const standIn = cluster("https://one");
    assert.throws(() => standIn.create(DEPLOYMENT, NAMED), /agent belongs to .*\/core\/v1:Namespace\/team, which does/);
    standIn.create(NAMESPACE, TEAM);
    assert.equal(standIn.create(DEPLOYMENT, NAMED).id, "team/agent");
    assert.equal(
      standIn.create(SERVICE, { metadata: { name: "agent", namespace: "kube-system" } }).id,
      "kube-system/agent",
    );
  });

  it("tells objects of one name apart by their kind and their cluster, not by the token of the day", () => {
    const one = cluster("https://one");
    one.create(NAMESPACE, TEAM);
    one.create(DEPLOYMENT, NAMED);
    assert.equal(one.create(SERVICE, NAMED).id, "team/agent");
    assert.throws(() => cluster("https://one", "b").create(SERVICE, NAMED), /cannot create already existing/);
    const two = cluster("https://two");
    two.create(NAMESPACE, TEAM);
    assert.equal(two.create(SERVICE, NAMED).id, "team/agent");
    assert.equal(cloud.list().length, 5);
    one.delete(SERVICE, "team/agent");
    assert.equal(one.read(SERVICE, { id: "team/agent", inputs: NAMED, outputs: NAMED }), undefined);
    assert.deepEqual(two.read(SERVICE, { id: "team/agent", inputs: NAMED, outputs: NAMED })?.outputs, NAMED);
  });

  it("replaces an object that gets another name or selector, and mends one that gets another label", () => {
    const standIn = cluster("https://one");
    const was = { ...NAMED, spec: { selector: { a: "b" }, replicas: 1 } };
    const changed = (now: object) => standIn.diff(DEPLOYMENT, was, { ...was, ...now }).replaces;
    assert.deepEqual(changed({ metadata: { name: "other", namespace: "team" } }), ["metadata"]);
    assert.deepEqual(changed({ spec: { selector: { a: "c" }, replicas: 1 } }), ["spec"]);
    assert.deepEqual(changed({ spec: { selector: { a: "b" }, replicas: 2 } }), []);
    assert.deepEqual(changed({ metadata: { ...NAMED.metadata, labels: { name: "x" } } }), []);
  });
});
