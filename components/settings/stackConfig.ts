import * as pulumi from "@pulumi/pulumi";

/** The stack's config below `daca:`, by full key, as the engine hands it over: text, or JSON for what is structured. */
export function stackConfig(): Record<string, unknown> {
  const project = `${pulumi.getProject()}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(project))
      .map(([key, value]) => [key.replace(project, "daca:"), structured(value)]),
  );
}

function structured(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Text that only looks like JSON is judged as text, with its path and value.
    return value;
  }
}
