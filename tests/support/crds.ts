import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { run } from "../../sandbox/obtain/run.ts";

/** Folder of a Go module's sources, downloaded once into Go's own cache. Go checks them against its checksum database. */
export async function downloadModule(moduleAtVersion: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "daca-crds-"));
  try {
    await writeFile(join(folder, "go.mod"), "module crds\n");
    const env = { ...process.env, GOWORK: "off" };
    return JSON.parse(await run("go", ["mod", "download", "-json", moduleAtVersion], { cwd: folder, env })).Dir;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Definition {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; served: boolean; schema: { openAPIV3Schema: Schema } }[];
  };
}

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  pattern?: string;
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  [keyword: string]: unknown;
}

/** The schemas of CustomResourceDefinitions, as strict as an API server that is asked to refuse unknown fields. */
export class Definitions {
  readonly #schemas = new Map<string, ValidateFunction>();

  /** Takes in the definitions of a YAML file. */
  async read(file: string): Promise<void> {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    for (const document of parseAllDocuments(await readFile(file, "utf8"))) {
      const { spec } = document.toJS() as Definition;
      for (const { name, served, schema } of spec.versions.filter((version) => version.served)) {
        const { properties, ...rest } = schema.openAPIV3Schema;
        // The API server knows these itself.
        const whole = { ...rest, properties: { ...properties, apiVersion: {}, kind: {}, metadata: {} } };
        if (served) this.#schemas.set(`${spec.group}/${name} ${spec.names.kind}`, ajv.compile(strictly(whole)));
      }
    }
  }

  /** What is wrong with a manifest. @throws {Error} where its kind is in no file that was read */
  problemsOf(manifest: Manifest): string[] {
    const kind = `${manifest.apiVersion} ${manifest.kind}`;
    const validate = this.#schemas.get(kind);
    if (!validate) throw new Error(`there is no definition of ${kind}`);
    validate(manifest);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${kind} ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** With every field that is not named refused. */
function strictly(schema: Schema): Schema {
  const { properties, items, additionalProperties, pattern } = schema;
  if (schema["x-kubernetes-int-or-string"]) return { anyOf: [{ type: "integer" }, { type: "string" }] };
  const closed = properties && additionalProperties === undefined && !schema["x-kubernetes-preserve-unknown-fields"];
  return {
    ...schema,
    // Go writes \PC where JavaScript writes \P{C}.
    ...(pattern ? { pattern: pattern.replaceAll(/\\([pP])([A-Z])/g, "\\$1{$2}") } : {}),
    ...(properties ? { properties: each(properties) } : {}),
    ...(items ? { items: strictly(items) } : {}),
    ...(typeof additionalProperties === "object" ? { additionalProperties: strictly(additionalProperties) } : {}),
    ...(closed ? { additionalProperties: false } : {}),
  };
}

function each(properties: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, strictly(schema)]));
}
