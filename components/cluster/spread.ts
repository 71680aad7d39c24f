/** Key of the label that says which zone a node is in. */
const ZONE = "topology.kubernetes.io/zone";

interface Spread {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule";
  labelSelector: { matchLabels: Record<string, string> };
}

/**
 * Spreads the pods that have these labels over nodes, and over zones where there are several. It asks and does not
 * demand: an add-on on one node is better than none.
 */
export function spread(matchLabels: Record<string, string>, zones: number): Spread[] {
  const over = (topologyKey: string): Spread => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels },
  });
  return [over("kubernetes.io/hostname"), ...(zones > 1 ? [over(ZONE)] : [])];
}

/** Node label that replicas of which none may be lost together are kept apart by. */
export function apartBy(zones: number): string {
  return zones >= 3 ? ZONE : "kubernetes.io/hostname";
}

/** Keeps the pods that have these labels on different nodes where it can, for charts that know no spread. */
export function apart(matchLabels: Record<string, string>) {
  const podAffinityTerm = { labelSelector: { matchLabels }, topologyKey: "kubernetes.io/hostname" };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] } };
}
