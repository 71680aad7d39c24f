/** Labels of every object of the cluster's own: whose it is, what for, and who made it. */
export function clusterLabels(owner: string, environment: string): Record<string, string> {
  return {
    "app.kubernetes.io/part-of": "daca",
    "app.kubernetes.io/managed-by": "pulumi",
    owner,
    environment,
  };
}
