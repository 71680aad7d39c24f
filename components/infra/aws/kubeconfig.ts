import { stringify } from "yaml";

interface Reached {
  clusterName: string;
  region: string;
  endpoint: string;
  /** Certificate of the cluster's own authority, in base64. */
  certificate: string;
}

/**
 * How to reach a cluster, as kubectl reads it. It holds no secret: the AWS command line gets a token for whoever calls,
 * good for 15 minutes.
 */
export function kubeconfig({ clusterName, region, endpoint, certificate }: Reached): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": clusterName,
    clusters: [{ name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificate } }],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", clusterName, "--region", region],
            interactiveMode: "Never",
          },
        },
      },
    ],
  });
}
