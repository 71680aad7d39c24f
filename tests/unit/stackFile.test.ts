import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENCRYPTED, listStacks, readStackFile } from "../../sandbox/stackFile.ts";

describe("a stack file", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "daca-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  const write = (stack: string, text: string) => writeFile(join(root, `Pulumi.${stack}.yaml`), text);

  it("is read as Pulumi reads it, an encrypted value as one that is set", async () => {
    await write(
      "dev",
      "config:\n  daca:tier: prototype\n  daca:secrets:\n    key:\n      secure: v1:abc\n  daca:list: [1, yes]\n",
    );
    const { source, config } = await readStackFile(root, "dev");
    assert.equal(source, "Pulumi.dev.yaml");
    assert.deepEqual(config, { "daca:tier": "prototype", "daca:secrets": { key: ENCRYPTED }, "daca:list": [1, "yes"] });
  });

  it("is listed by the name of its stack", async () => {
    await write("prod", "config: {}");
    await write("dev", "config: {}");
    await writeFile(join(root, "Pulumi.yaml"), "name: daca");
    assert.deepEqual(await listStacks(root), ["dev", "prod"]);
  });

  it("that is not there is named, with the ones that are", async () => {
    await write("dev", "config: {}");
    await assert.rejects(readStackFile(root, "prod"), {
      message:
        "Pulumi.prod.yaml does not exist, expected the file of a stack\n  stacks here: dev\n  to make one: pulumi stack init prod",
    });
  });

  it("that is not YAML is named with the line", async () => {
    await write("dev", "config:\n  daca:tier: [prototype\n  x: 1\n");
    await assert.rejects(
      readStackFile(root, "dev"),
      /^Error: Pulumi\.dev\.yaml:\d+:\d+ is not YAML: .*\n {2}mend that line/,
    );
  });

  for (const text of ["", "- a\n", "config:\n", "config: text\n"]) {
    it(`that holds ${JSON.stringify(text)} has no config`, async () => {
      await write("dev", text);
      await assert.rejects(
        readStackFile(root, "dev"),
        /Pulumi\.dev\.yaml has no config, expected a mapping named "config"/,
      );
    });
  }
});
