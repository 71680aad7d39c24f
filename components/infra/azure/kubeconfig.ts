import { parse, stringify } from "yaml";

/**
 * How kubelogin gets the token of whoever runs Pulumi: from a signed-in Azure CLI, on a desk or after `azure/login` in
 * a pipeline; or from a federated token in `AZURE_FEDERATED_TOKEN_FILE`, in a pod or a pipeline without the CLI.
 */
export type ClusterLogin = "azurecli" | "workloadidentity";

/** What a kubeconfig is made of. */
export interface ClusterAccess {
  clusterName: string;
  /** Address of the Kubernetes API. */
  server: string;
  /** Certificate of the API's own authority, in base64. */
  certificateAuthority: string;
  login: ClusterLogin;
}

/** The application that AKS checks tokens for, the same in every tenant: azure.github.io/kubelogin/concepts/aks.html. */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

/**
 * A kubeconfig without a secret: local accounts are off, so whoever uses it shows a token of their own, which
 * `kubelogin` (on the PATH) fetches each time.
 */
export function kubeconfigOf({ clusterName, server, certificateAuthority, login }: ClusterAccess): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: clusterName,
        cluster: { server, "certificate-authority-data": certificateAuthority },
      },
    ],
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "kubelogin",
            args: ["get-token", "--login", login, "--server-id", AKS_SERVER],
            installHint: "kubelogin is not on the PATH: az aks install-cli, or github.com/Azure/kubelogin",
            interactiveMode: "Never",
            provideClusterInfo: false,
          },
        },
      },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
  });
}

/**
 * Where a cluster's API is and by whose authority, out of the kubeconfig that Azure hands to users. Every preview can
 * ask for that one. The cluster's own `fqdn` is unknown in the preview of each of its changes, and so would be the
 * kubeconfig, and what becomes of all that is in the cluster.
 * @param credentials the kubeconfig in base64, as Azure answers it
 * @throws {Error} when it names no server or no authority
 */
export function apiOf(credentials: string): Pick<ClusterAccess, "server" | "certificateAuthority"> {
  const { clusters } = parse(Buffer.from(credentials, "base64").toString("utf8")) as {
    clusters?: { cluster?: { server?: string; "certificate-authority-data"?: string } }[];
  };
  const { server, "certificate-authority-data": certificateAuthority } = clusters?.[0]?.cluster ?? {};
  if (!server) throw new Error("Azure's kubeconfig names no server, which is the address of the API");
  if (certificateAuthority) return { server, certificateAuthority };
  throw new Error("Azure's kubeconfig names no certificate-authority-data, which the API's certificate is checked by");
}
