import assert from "node:assert/strict";
import { type FoundResource, metadataOf, titleOf, toResources } from "../../../policy/lib/resource.ts";
import { observe, UNKNOWN } from "../../../policy/lib/unknown.ts";
import { objectOf, resourceOf } from "../../support/smallRule.ts";

function list(items: unknown): FoundResource {
  return { urn: "urn:list", type: "kubernetes:apps/v1:DeploymentList", name: "all", props: { items } };
}

describe("toResources", () => {
  it("gives a resource its kind and what nobody said about it", () => {
    const [resource, ...others] = toResources({ urn: "urn:a", type: "aws:s3/bucketV2:BucketV2", name: "a", props: {} });
    assert.deepEqual(others, []);
    assert.deepEqual(resource, {
      urn: "urn:a",
      type: "aws:s3/bucketV2:BucketV2",
      kind: "aws:s3:Bucket",
      name: "a",
      at: "",
      props: {},
      options: { protect: false, ignoreChanges: [], dependencies: [] },
      partial: false,
    });
  });

  it("makes each item of a list a resource, with the way to it", () => {
    const items = toResources(list([{ metadata: { name: "one" } }, { metadata: { name: "two", labels: UNKNOWN } }]));
    assert.deepEqual(
      items.map((each) => [each.kind, each.at, titleOf(each), each.urn, each.partial]),
      [
        ["kubernetes:apps:Deployment", "items[0].", "Deployment one", "urn:list", false],
        ["kubernetes:apps:Deployment", "items[1].", "Deployment two", "urn:list", true],
      ],
    );
    assert.deepEqual(toResources(list([])), []);
  });

  it("knows nothing of an item or of items that are unknown, but that they are there", () => {
    for (const [items, at] of [
      [[UNKNOWN], "items[0]."],
      [UNKNOWN, "items."],
    ] as const) {
      const [item] = toResources(list(items));
      assert.deepEqual([item?.kind, item?.at, item?.partial], ["kubernetes:apps:Deployment", at, true]);
      const read: string[] = [];
      const { spec } = observe(item?.props ?? {}, (path) => read.push(path));
      assert.deepEqual([spec, read], [undefined, ["spec"]]);
    }
  });

  it("finds no object where an item is none", () => {
    assert.deepEqual(
      toResources(list(["text", null])).map(({ props, partial }) => [props, partial]),
      [
        [{}, false],
        [{}, false],
      ],
    );
  });

  it("takes a list without items for a resource of its own", () => {
    assert.deepEqual(
      toResources(list("none")).map(({ kind, at }) => [kind, at]),
      [["kubernetes:apps:DeploymentList", ""]],
    );
  });

  it("takes null for nothing, and keeps the places of a list", () => {
    assert.deepEqual(resourceOf({ a: null, b: { c: null, d: [{ e: null }, null, 1] }, f: false }).props, {
      b: { d: [{}, null, 1] },
      f: false,
    });
  });
});

describe("titleOf", () => {
  it("names an object by its namespace and name, and anything else by its logical name", () => {
    const title = (metadata: unknown) => titleOf(objectOf("kubernetes:apps/v1:Deployment", { metadata }));
    assert.equal(title({ name: "agent", namespace: "agents" }), "Deployment agents/agent");
    assert.equal(title({ name: "agent" }), "Deployment agent");
    assert.equal(title({ namespace: "agents" }), "Deployment it");
    assert.equal(title({ name: UNKNOWN, namespace: "agents" }), "Deployment it");
    assert.equal(title({ name: "agent", namespace: UNKNOWN }), "Deployment agent");
    assert.equal(titleOf(resourceOf({ metadata: { name: "agent" } })), "Lamp it");
  });
});

describe("metadataOf", () => {
  it("is empty for what is no Kubernetes object or has none", () => {
    assert.deepEqual(metadataOf(objectOf("kubernetes:core/v1:Pod", { metadata: { name: "a" } })), { name: "a" });
    assert.deepEqual(metadataOf(objectOf("kubernetes:core/v1:Pod", {})), {});
    assert.deepEqual(metadataOf(objectOf("kubernetes:core/v1:Pod", { metadata: null })), {});
    assert.deepEqual(metadataOf(resourceOf({ metadata: { name: "a" } })), {});
  });
});
