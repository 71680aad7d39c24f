import assert from "node:assert/strict";
import type { Located } from "../../../policy/input/input.ts";
import { isStateExport, readState } from "../../../policy/input/state.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";

const URN = "urn:pulumi:dev::daca::aws:s3/bucket:Bucket::agents";

function state(...resources: unknown[]) {
  return readState("state.json", { version: 3, deployment: { resources } });
}

function inputsOf(inputs: Record<string, unknown>): Record<string, unknown> | undefined {
  return state({ urn: URN, type: "aws:s3/bucket:Bucket", inputs }).resources[0]?.props;
}

/** Without the function that no comparison takes. */
function plain({ lineOf, ...rest }: Located) {
  return { ...rest, line: lineOf("spec.replicas") };
}

describe("a state export", () => {
  it("is told by its deployment", () => {
    assert.equal(isStateExport({ version: 3, deployment: {} }), true);
    assert.deepEqual([{ kind: "Deployment" }, [], null, "deployment"].map(isStateExport), [false, false, false, false]);
  });

  it("gives each resource with the inputs and options that it was last given", () => {
    const parent = "urn:pulumi:dev::daca::daca:infra:Store::store";
    const urn = "urn:pulumi:dev::daca::daca:infra:Store$aws:s3/bucket:Bucket::agents::eu";
    const { resources, problems } = state(
      { urn: parent, type: "daca:infra:Store" },
      {
        urn,
        type: "aws:s3/bucket:Bucket",
        custom: true,
        inputs: { bucket: "agents" },
        outputs: { bucket: "agents", arn: "arn" },
        parent,
        protect: true,
        ignoreChanges: ["tags"],
        dependencies: [parent],
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(resources.map(plain), [
      {
        urn: parent,
        type: "daca:infra:Store",
        name: "store",
        props: {},
        options: { protect: false, ignoreChanges: [], dependencies: [] },
        file: "state.json",
        line: 1,
      },
      {
        urn,
        type: "aws:s3/bucket:Bucket",
        name: "agents::eu",
        props: { bucket: "agents" },
        options: { protect: true, ignoreChanges: ["tags"], dependencies: [parent], parent },
        file: "state.json",
        line: 1,
      },
    ]);
  });

  it("gives the inputs of a resource's provider", () => {
    const provider = "urn:pulumi:dev::daca::pulumi:providers:aws::east";
    const of = (reference: string) =>
      state(
        { urn: provider, type: "pulumi:providers:aws", inputs: { region: "us-east-1" } },
        { urn: URN, type: "aws:s3/bucket:Bucket", provider: reference },
      ).resources.find(({ urn }) => urn === URN)?.provider;
    assert.deepEqual(of(`${provider}::0a1b-2c3d`), {
      urn: provider,
      type: "pulumi:providers:aws",
      props: { region: "us-east-1" },
    });
    assert.equal(of("urn:pulumi:dev::daca::pulumi:providers:aws::west::0a1b-2c3d"), undefined);
  });

  it("shows the secrets of one made with --show-secrets, and hides encrypted ones", () => {
    const plaintext = { [SIGNATURE]: SECRET, plaintext: '{"user":["a"]}' };
    const ciphertext = { [SIGNATURE]: SECRET, ciphertext: "v1:abc" };
    assert.deepEqual(inputsOf({ a: plaintext, b: [ciphertext], c: { d: ciphertext, e: 1 } }), {
      a: { user: ["a"] },
      b: ["[secret]"],
      c: { d: "[secret]", e: 1 },
    });
  });

  it("opens secrets in secrets and leaves other special values alone", () => {
    const inner = { [SIGNATURE]: SECRET, plaintext: '"a"' };
    const asset = { [SIGNATURE]: ASSET, path: "a.zip" };
    assert.deepEqual(inputsOf({ a: { [SIGNATURE]: SECRET, plaintext: JSON.stringify({ b: inner }) }, code: asset }), {
      a: { b: "a" },
      code: asset,
    });
  });

  it("leaves out what waits to be deleted, and not what replaces it, in whatever order", () => {
    const old = { urn: URN, type: "aws:s3/bucket:Bucket", delete: true, inputs: { bucket: "old" } };
    const live = { urn: URN, type: "aws:s3/bucket:Bucket", inputs: { bucket: "new" } };
    for (const resources of [
      [old, live],
      [live, old],
    ]) {
      assert.deepEqual(
        state(...resources).resources.map(({ props }) => props),
        [{ bucket: "new" }],
      );
    }
    assert.deepEqual(state(old), { resources: [], problems: [] });
  });
});

describe("what cannot be read in a state export", () => {
  const says = (content: unknown) => readState("state.json", content).problems;

  it("is another version", () => {
    const mend = 'write it anew with "pulumi stack export"';
    assert.deepEqual(says({ version: 2, deployment: {} }), [
      { file: "state.json", says: `is a state export of version 2, expected 3: ${mend}` },
    ]);
    assert.deepEqual(says({ deployment: {} }), [
      { file: "state.json", says: `is a state export of version undefined, expected 3: ${mend}` },
    ]);
  });

  it("is one without resources", () => {
    const problem = { file: "state.json", says: "is a state export without resources" };
    for (const deployment of [{}, { resources: [] }, { resources: "none" }, null]) {
      assert.deepEqual(says({ version: 3, deployment }), [problem]);
    }
  });

  it("is a resource without URN or type, and the others are read", () => {
    const { resources, problems } = state({ urn: URN }, { type: "a:b:C" }, null, { urn: URN, type: "a:b:C" });
    assert.deepEqual(
      resources.map(({ urn }) => urn),
      [URN],
    );
    assert.deepEqual(
      problems.map(({ says }) => says),
      [0, 1, 2].map((index) => `deployment.resources[${index}] has no urn or no type`),
    );
  });
});
