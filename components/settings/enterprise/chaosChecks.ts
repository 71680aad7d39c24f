import type { ReadableAgent } from "../fleet.ts";
import { configSet, type Problem, show } from "../problem.ts";
import type { ChaosBlock } from "./chaos.ts";

/** Experiments that hit an agent that is not there, or its only replica. */
export function checkChaos(agents: readonly ReadableAgent[], chaos: ChaosBlock | undefined): Problem[] {
  const names = agents.flatMap(({ agent }) => agent.name ?? []);
  return Object.entries(chaos ?? {}).flatMap(([name, experiment]) =>
    (experiment?.agents ?? []).flatMap((target, index): Problem[] => {
      const path = `daca:enterprise.chaos.${name}.agents[${index}]`;
      const hit = agents.find(({ agent }) => agent.name === target);
      if (hit === undefined) {
        const says = `is ${show(target)}, which is no agent of this stack, expected one of ${names.join(", ")}`;
        return [{ path, says, mend: configSet(path, "<agent>") }];
      }
      if (name === "networkDelay" && hit.agent.state === undefined) {
        const says = `is ${show(target)}, which keeps no state, expected an agent whose way to the state store can be slow`;
        return [{ path, says, mend: `pulumi config rm --path '${path}'` }];
      }
      if ((hit.agent.replicas?.min ?? 2) >= 2) return [];
      return [
        {
          path,
          says: `is ${show(target)}, whose only replica would be hit, expected replicas.min of at least 2`,
          mend: configSet(`${hit.path}.replicas.min`, "2"),
        },
      ];
    }),
  );
}
