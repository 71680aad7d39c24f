import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { kubernetesObject, type Manifest } from "../../components/kubernetes/manifest.ts";
import type { DumpedResource } from "../dump.ts";

type Made = new (name: string, inputs: unknown, opts?: pulumi.CustomResourceOptions) => pulumi.Resource;

/**
 * What the SDK itself takes for the resources of a plan: each by its own class with its inputs as they are, one after
 * the other under the SDK's mocks. No components, no parents, no dependencies, no outputs between them.
 */
async function registerAll(resources: readonly DumpedResource[]): Promise<void> {
  const types = [...new Set(resources.map(({ type }) => type))];
  const makers = new Map(await Promise.all(types.map(async (type) => [type, await makerOf(type)] as const)));
  const mocks = {
    newResource: ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({ id: name, state: inputs }),
    call: ({ inputs }: pulumi.runtime.MockCallArgs) => inputs,
  };
  pulumi.runtime.setMocks(mocks, "bare", "bench", false);
  await pulumi.runtime.runInPulumiStack(async () => {
    for (const { type, name, inputs } of resources) makers.get(type)?.(name, inputs as Record<string, unknown>);
    return {};
  });
  await pulumi.runtime.disconnect();
}

/** What makes a resource of a type. @throws {Error} where the type's class is not found */
async function makerOf(type: string): Promise<(name: string, inputs: Record<string, unknown>) => unknown> {
  const [pkg = "", module = "", kind = ""] = type.split(":");
  if (pkg === "daca") return (name, inputs) => new pulumi.ComponentResource(type, name, inputs);
  if (pkg === "kubernetes" && module !== "helm.sh/v3") {
    return (name, inputs) => kubernetesObject(name, inputs as unknown as Manifest, {});
  }
  const made = (await import(fileOf(pkg, module, kind)))[pkg === "pulumi" ? "Provider" : kind] as Made | undefined;
  if (!made) throw new Error(`there is no class of ${type} in ${fileOf(pkg, module, kind)}`);
  return (name, inputs) => new made(name, inputs);
}

/** Where a class lies: `azure-native:servicebus:Topic` in `@pulumi/azure-native/servicebus/topic.js`. */
function fileOf(pkg: string, module: string, kind: string): string {
  const file = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}.js`;
  switch (pkg) {
    case "pulumi":
      return `@pulumi/${kind}/provider.js`;
    case "random":
      return `@pulumi/random/${file}`;
    case "kubernetes":
      return `@pulumi/kubernetes/helm/v3/${file}`;
    default:
      return `@pulumi/${pkg}/${module}/${file}`;
  }
}

const [file = ""] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(file, "utf8")) as DumpedResource[];
await registerAll(plan.filter(({ type }) => type !== "pulumi:pulumi:Stack"));
