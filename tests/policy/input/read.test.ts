import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readInputs } from "../../../policy/input/read.ts";

const READ = resolve("policy/input/read.ts");

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;
}

const STATE = JSON.stringify({ version: 3, deployment: { resources: [{ urn: "urn:a", type: "a:b:C" }] } });

describe("reading inputs", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "daca-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Record<string, string>): void {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  }

  /** Reads paths below the root; files are named without it. */
  async function read(...paths: string[]) {
    const seen: string[] = [];
    const { resources, problems } = await readInputs(
      paths.map((path) => join(root, path)),
      (file) => seen.push(file),
    );
    const short = (file: string) => file.replace(`${root}/`, "").replace(root, ".");
    return {
      seen: seen.map(short),
      found: resources.map(({ file, urn }) => `${short(file)} ${urn}`),
      problems: problems.map(({ file, says }) => `${short(file)} ${says.replaceAll(root, ".")}`),
    };
  }

  it("reads the YAML and JSON files of a folder and of those below it, by name", async () => {
    write({
      "b.yml": service("b"),
      "a.yaml": service("a"),
      "sub/deep/c.json": JSON.stringify({ apiVersion: "v1", kind: "Service", metadata: { name: "c" } }),
      "README.md": "# not read",
      "values.yaml.tmpl": "{{ not read }}",
    });
    assert.deepEqual(await read(""), {
      seen: ["a.yaml", "b.yml", "sub/deep/c.json"],
      found: ["a.yaml Service a", "b.yml Service b", "sub/deep/c.json Service c"],
      problems: [],
    });
  });

  it("reads a file that is named whatever its ending, and tells a state export from manifests", async () => {
    write({ rendered: service("a"), "state.txt": STATE });
    assert.deepEqual((await read("rendered", "state.txt")).found, ["rendered Service a", "state.txt urn:a"]);
  });

  it("tells of a path that is not there, an empty file and a folder without files, and reads the rest", async () => {
    write({ "a.yaml": service("a"), "empty.yaml": " \n", "texts/a.txt": "" });
    assert.deepEqual(await read("absent", "empty.yaml", "texts", "a.yaml"), {
      seen: ["empty.yaml", "a.yaml"],
      found: ["a.yaml Service a"],
      problems: ["absent is not there", "empty.yaml is empty", "texts holds no .yaml, .yml or .json file"],
    });
  });

  it("tells of what cannot be opened, and reads the rest", async () => {
    write({ "a.yaml": service("a"), "folder.yaml/b.yaml": service("b") });
    symlinkSync("nowhere", join(root, "link.yaml"));
    const { found, problems } = await read("");
    assert.deepEqual(found, ["a.yaml Service a", "folder.yaml/b.yaml Service b"]);
    assert.deepEqual(problems, [
      "folder.yaml cannot be read: EISDIR: illegal operation on a directory, read",
      "link.yaml cannot be read: ENOENT: no such file or directory, open './link.yaml'",
    ]);
  });

  it("gives two objects of one name URNs of their own", async () => {
    write({ "base.yaml": service("a"), "overlay.yaml": `${service("a")}---\n${service("b")}---\n${service("a")}` });
    assert.deepEqual((await read("base.yaml", "overlay.yaml")).found, [
      "base.yaml Service a",
      "overlay.yaml Service a (2)",
      "overlay.yaml Service b",
      "overlay.yaml Service a (3)",
    ]);
  });

  it("reads standard input, and calls it that", () => {
    const script = `import { readInputs } from ${JSON.stringify(READ)};
      const { resources, problems } = await readInputs(["-"], () => {});
      console.log(JSON.stringify([resources.map(({ file, urn }) => [file, urn]), problems]));`;
    const piped = (input: string) => {
      const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        input,
        encoding: "utf8",
      });
      return JSON.parse(stdout);
    };
    assert.deepEqual(piped(service("a")), [[["standard input", "Service a"]], []]);
    assert.deepEqual(piped(STATE), [[["standard input", "urn:a"]], []]);
    assert.deepEqual(piped(""), [[], [{ file: "standard input", says: "is empty" }]]);
  });
});
