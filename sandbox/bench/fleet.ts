import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** The stack whose agent is multiplied. */
export const STACK = "enterprise";

/** Agents of a team at most: what the default quota holds. */
const TEAM = 10;

/**
 * A project's folder with the enterprise stack as it is committed, but for its agents: as many as asked for, each like
 * the one that it has, with fewer replicas so that ten of them fit a team's quota, and writing to the one after it.
 * @param root folder of the project
 * @param folder of the copy; it is made
 */
export async function writeFleet(root: string, folder: string, agents: number): Promise<void> {
  const name = `Pulumi.${STACK}.yaml`;
  const stack = parse(await readFile(join(root, name), "utf8"));
  const [agent] = stack.config["daca:agents"];
  stack.config["daca:agents"] = Array.from({ length: agents }, (_, index) => ({
    ...agent,
    name: `agent-${index}`,
    team: `team-${Math.floor(index / TEAM)}`,
    image: { ...agent.image, digest: `sha256:${"0".repeat(64)}` },
    replicas: { min: 3, max: 10 },
    topics: { subscribe: [`topic-${index}`], publish: [`topic-${index + 1}`] },
  }));
  await mkdir(join(folder, "policy"), { recursive: true });
  await writeFile(join(folder, name), stringify(stack));
  for (const file of ["Pulumi.yaml", "policy/config.yaml", "policy/exemptions.yaml"]) {
    await copyFile(join(root, file), join(folder, file));
  }
}
