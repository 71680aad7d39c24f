import assert from "node:assert/strict";
import { readManifests } from "../../../policy/input/manifests.ts";

/** What is read: `line type urn`, and `line says` of what cannot be. */
function read(text: string) {
  const { resources, problems } = readManifests("some.yaml", text);
  assert.ok([...resources, ...problems].every(({ file }) => file === "some.yaml"));
  return {
    objects: resources.map(({ lineOf, type, urn }) => `${lineOf("")} ${type} ${urn}`),
    problems: problems.map(({ line, says }) => `${line ?? "file"} ${says}`),
  };
}

const SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: agent\n  namespace: agents\n";
const READ = "kubernetes:core/v1:Service Service agents/agent";

describe("manifests", () => {
  it("may be several documents, some of nothing but a comment, as Helm writes them", () => {
    const text = `---
# Source: chart/templates/off.yaml
---
# Source: chart/templates/service.yaml
${SERVICE}---
# Source: chart/templates/empty.yaml

---
apiVersion: apps/v1
kind: Deployment
metadata: {name: agent}
`;
    assert.deepEqual(read(text), {
      objects: [`5 ${READ}`, "14 kubernetes:apps/v1:Deployment Deployment agent"],
      problems: [],
    });
  });

  it("may be JSON, indented by tabs or not", () => {
    const object = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "agent" }, spec: { replicas: 3 } };
    for (const indent of [0, 2, "\t"]) {
      const { resources, problems } = readManifests("some.json", JSON.stringify(object, null, indent));
      assert.deepEqual(problems, []);
      assert.deepEqual(
        resources.map(({ type, name, props }) => [type, name, props]),
        [["kubernetes:apps/v1:Deployment", "agent", object]],
      );
    }
  });

  it("may be a list, lists in a list, and a list of one kind whose items do not say theirs", () => {
    const item = (name: string) => ({ apiVersion: "v1", kind: "Service", metadata: { name } });
    const list = (items: object[]) => ({ apiVersion: "v1", kind: "List", items });
    const text = JSON.stringify(list([item("a"), list([item("b"), list([])]), item("c")]), null, 2);
    assert.deepEqual(
      read(text).objects.map((each) => each.split(" ").at(-1)),
      ["a", "b", "c"],
    );
    const deployments = `apiVersion: apps/v1
kind: DeploymentList
items:
  - metadata: {name: one, namespace: agents}
  - apiVersion: apps/v1beta1
    kind: Deployment
    metadata: {name: two}
`;
    assert.deepEqual(read(deployments), {
      objects: [
        "4 kubernetes:apps/v1:Deployment Deployment agents/one",
        "5 kubernetes:apps/v1beta1:Deployment Deployment two",
      ],
      problems: [],
    });
  });

  it("may be of kinds that Kubernetes does not know, also one whose name ends in List", () => {
    const custom = "apiVersion: acme.com/v1\nkind: AllowList\nmetadata: {name: hosts}\nspec: {items: [a]}\n";
    assert.deepEqual(read(custom).objects, ["1 kubernetes:acme.com/v1:AllowList AllowList hosts"]);
    const rollout = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: agent}\n";
    assert.deepEqual(read(rollout).objects, ["1 kubernetes:argoproj.io/v1alpha1:Rollout Rollout agent"]);
  });

  it("may leave the name to the cluster", () => {
    const { resources } = readManifests(
      "some.yaml",
      "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\n",
    );
    assert.deepEqual(
      resources.map(({ urn, name }) => [urn, name]),
      [["Job without a name", "without a name"]],
    );
  });

  it("are read as kubectl reads them: yes is true, 0644 is octal, << merges, dates and times are text", () => {
    const text = `${SERVICE}spec:
  base: &base {privileged: yes, mode: 0644}
  merged: {<<: *base, mode: 0600}
  open: off
  day: 2027-01-31
  time: 12:30
  quoted: "yes"
`;
    const [service] = readManifests("some.yaml", text).resources;
    assert.deepEqual(service?.props.spec, {
      base: { privileged: true, mode: 420 },
      merged: { privileged: true, mode: 384 },
      open: false,
      day: "2027-01-31",
      time: "12:30",
      quoted: "yes",
    });
  });
});

describe("what cannot be read in manifests", () => {
  it("is broken YAML, by its line, and the other documents are read", () => {
    const { objects, problems } = read(`${SERVICE}---\nkind: Service\n  name: broken\n---\n${SERVICE}`);
    assert.deepEqual(objects, [`1 ${READ}`, `10 ${READ}`]);
    assert.deepEqual(problems, [
      "7 is no YAML: Nested mappings are not allowed in compact mappings",
      "7 is no YAML: Implicit keys need to be on a single line",
    ]);
  });

  it("is a key that is there twice", () => {
    assert.deepEqual(read(`${SERVICE}kind: Pod\n`), {
      objects: [],
      problems: ["6 is no YAML: Map keys must be unique"],
    });
  });

  it("is an alias of nothing", () => {
    const { objects, problems } = read(`a: *nothing\n---\n${SERVICE}`);
    assert.deepEqual(objects, [`3 ${READ}`]);
    assert.deepEqual(problems, ["1 is no YAML: Unresolved alias (the anchor must be set before the alias): nothing"]);
  });

  it("is an object without apiVersion or kind, and what is no object", () => {
    const { objects, problems } = read(`name: agent\n---\napiVersion: v1\n---\n${SERVICE}---\njust text\n---\n- 1\n`);
    assert.deepEqual(objects, [`5 ${READ}`]);
    assert.deepEqual(problems, [
      "1 holds an object without apiVersion or kind, so it is no Kubernetes manifest",
      "3 holds an object without apiVersion or kind, so it is no Kubernetes manifest",
      '11 holds "just text" where an object belongs',
      "13 holds [1] where an object belongs",
    ]);
  });

  it("is an item of a list that is no object, and the others are read", () => {
    const { objects, problems } = read(`apiVersion: v1
kind: List
items:
  - text
  - {apiVersion: v1, kind: Service, metadata: {name: agent, namespace: agents}}
  -
`);
    assert.deepEqual(objects, [`5 ${READ}`]);
    assert.deepEqual(problems, ['4 holds "text" where an object belongs', "6 holds null where an object belongs"]);
    assert.deepEqual(read("apiVersion: apps/v1\nkind: DeploymentList\nitems: [7]\n").problems, [
      "3 holds 7 where an object belongs",
    ]);
  });

  it("is a kind of Kubernetes' own that is mistyped or in another group", () => {
    const { problems } = read(`apiVersion: apps/v1
kind: Deploymnet
---
apiVersion: batch/v1

kind: Cronjob
---
apiVersion: v1
kind: PodLsit
`);
    assert.deepEqual(problems, [
      "2 apps/v1 has no kind Deploymnet, did you mean Deployment?",
      "6 batch/v1 has no kind Cronjob, did you mean CronJob?",
      "9 v1 has no kind PodLsit, did you mean Pod?",
    ]);
  });

  it("is a file with nothing in it, or nothing but comments", () => {
    assert.deepEqual(read("").problems, ["file holds no Kubernetes object"]);
    assert.deepEqual(read("# nothing\n---\n# here\n").problems, ["file holds no Kubernetes object"]);
    assert.deepEqual(read("apiVersion: v1\nkind: List\nitems: []\n").problems, ["file holds no Kubernetes object"]);
  });
});
