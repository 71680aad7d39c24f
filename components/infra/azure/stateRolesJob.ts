import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { stateRolesJobOf, stateRolesMetadata, stateRolesNetworkPolicy } from "../stateRolesJob.ts";
import { type StatePrincipal, stateRolesSql } from "./stateRoles.ts";

/** What the job that gives agents their roles is made from. */
export interface StateRolesJob {
  namespace: string;
  /** Labels that every object of the stack has. */
  labels: Record<string, string>;
  host: pulumi.Input<string>;
  database: string;
  /** The administrator that the job signs in as: its name in Entra, and what ties the service account to it. */
  administrator: {
    name: pulumi.Input<string>;
    serviceAccountAnnotations: Record<string, pulumi.Input<string>>;
    podLabels: Record<string, string>;
  };
  principals: { agent: string; objectId: pulumi.Input<string> }[];
}

/** PostgreSQL 17.11's own client, and a shell with wget. */
const IMAGE =
  "docker.io/library/postgres:17.11-alpine@sha256:18cfe3ef5e6815560c98237d6216d1e5119702fb0f3894c8785dd58b8bbe5d73";

/** User `postgres` of that image. */
const USER = 70;

/** Exchanges the pod's token for one of the database, which is a password for an hour, and runs the statements. */
export const STATE_ROLES_SCRIPT = `token() {
  wget -q -O - --post-data "grant_type=client_credentials&client_id=$AZURE_CLIENT_ID&scope=https%3A%2F%2Fossrdbms-aad.database.windows.net%2F.default&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=$(cat "$AZURE_FEDERATED_TOKEN_FILE")" \\
    "\${AZURE_AUTHORITY_HOST%/}/$AZURE_TENANT_ID/oauth2/v2.0/token" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p'
}
PGPASSWORD=$(token)
export PGPASSWORD
if [ -z "$PGPASSWORD" ]; then
  echo "Entra gave no token for $AZURE_CLIENT_ID" >&2
  exit 1
fi
printf '%s' "$STATEMENTS" | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1
`;

/**
 * The job that makes a role for every agent, by an administrator's identity, with what it needs around it. Pulumi
 * makes it anew whenever the agents change, and waits until it is done.
 */
export function stateRolesJob(args: StateRolesJob): Manifest[] {
  const { namespace, administrator } = args;
  const metadata = stateRolesMetadata(namespace, args.labels);
  const statements = pulumi
    .output(args.principals)
    .apply((all) => stateRolesSql(all as StatePrincipal[], args.database));
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { ...metadata, annotations: administrator.serviceAccountAnnotations },
      automountServiceAccountToken: false,
    },
    stateRolesNetworkPolicy(metadata, [
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
            podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: [
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP" },
        ],
      },
      {
        // Entra and the database, whose addresses change. The node's own service is neither.
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }],
        ports: [
          { port: 443, protocol: "TCP" },
          { port: 5432, protocol: "TCP" },
        ],
      },
    ]),
    stateRolesJobOf({
      metadata,
      template: { labels: administrator.podLabels },
      image: IMAGE,
      user: USER,
      script: STATE_ROLES_SCRIPT,
      env: [
        { name: "PGHOST", value: args.host },
        { name: "PGUSER", value: administrator.name },
        { name: "PGDATABASE", value: "postgres" },
        { name: "PGSSLMODE", value: "verify-full" },
        { name: "PGSSLROOTCERT", value: "system" },
        { name: "STATEMENTS", value: statements },
      ],
      resources: {
        requests: { cpu: "50m", memory: "64Mi" },
        limits: { cpu: "200m", memory: "128Mi", "ephemeral-storage": "64Mi" },
      },
    }),
  ];
}
