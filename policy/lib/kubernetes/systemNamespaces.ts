/** Namespaces that a cluster brings along. */
export const SYSTEM_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease"];
