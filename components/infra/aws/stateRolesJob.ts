import { createHash } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../kubernetes/manifest.ts";
import { STATE_ROLES, stateRolesJobOf, stateRolesMetadata, stateRolesNetworkPolicy } from "../stateRolesJob.ts";
import { stateRoleSql } from "./stateRoles.ts";

/** What the job that gives agents their roles is made from. */
export interface StateRolesJob {
  namespace: string;
  /** Labels that every object of the stack has. */
  labels: Record<string, string>;
  region: string;
  clusterArn: pulumi.Input<string>;
  /** Secret of the master user. The job names it and never sees what is in it. */
  masterSecretArn: pulumi.Input<string>;
  database: string;
  /** Names of the agents that keep state. */
  agents: string[];
  /** Address of the cluster's DNS, which Auto Mode runs on the nodes and not in pods. */
  dnsAddress: string;
}

/** AWS's own command line. */
const IMAGE =
  "docker.io/amazon/aws-cli:2.34.24@sha256:74ae59a3a47ad6dcf8000e2c65580451c358c3b394e6103802318207108b4436";

/** A user that the image does not know, and that needs none of its files. */
const USER = 65_532;

/** Hands each agent's statements to the database through AWS's API, which logs in with the secret by itself. */
export const STATE_ROLES_SCRIPT = `for statements in /statements/*.sql; do
  echo "$statements"
  aws rds-data execute-statement --resource-arn "$CLUSTER_ARN" --secret-arn "$SECRET_ARN" \\
    --database "$DATABASE" --sql "file://$statements" --no-cli-pager > /dev/null
done
`;

/** How a pod reaches DNS and its credentials on an Auto Mode node, and AWS. */
function egress(dnsAddress: string): object[] {
  return [
    {
      to: [{ ipBlock: { cidr: `${dnsAddress}/32` } }],
      ports: [
        { port: 53, protocol: "UDP" },
        { port: 53, protocol: "TCP" },
      ],
    },
    // The agent that hands out the credentials of Pod Identity.
    { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ port: 80, protocol: "TCP" }] },
    {
      // AWS, whose addresses change. The node's own service is none of them.
      to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }],
      ports: [{ port: 443, protocol: "TCP" }],
    },
  ];
}

/**
 * The job that makes a role for every agent, with what it needs around it. Pulumi makes it anew whenever the agents
 * change, and waits until it is done. No password enters the cluster.
 */
export function stateRolesJob(args: StateRolesJob): Manifest[] {
  const metadata = stateRolesMetadata(args.namespace, args.labels);
  const data = Object.fromEntries(
    args.agents.toSorted().map((agent) => [`${agent}.sql`, stateRoleSql(agent, args.database)]),
  );
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    { apiVersion: "v1", kind: "ConfigMap", metadata, data },
    stateRolesNetworkPolicy(metadata, egress(args.dnsAddress)),
    stateRolesJobOf({
      metadata,
      template: { annotations: { "daca/statements": digest(data) } },
      image: IMAGE,
      user: USER,
      script: STATE_ROLES_SCRIPT,
      env: [
        { name: "AWS_REGION", value: args.region },
        { name: "CLUSTER_ARN", value: args.clusterArn },
        { name: "SECRET_ARN", value: args.masterSecretArn },
        { name: "DATABASE", value: args.database },
        // The command line keeps a cache at home.
        { name: "HOME", value: "/tmp" },
      ],
      resources: {
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { cpu: "400m", memory: "256Mi", "ephemeral-storage": "128Mi" },
      },
      volumeMounts: [
        { name: "statements", mountPath: "/statements", readOnly: true },
        { name: "home", mountPath: "/tmp" },
      ],
      volumes: [
        { name: "statements", configMap: { name: STATE_ROLES } },
        { name: "home", emptyDir: { sizeLimit: "64Mi" } },
      ],
    }),
  ];
}

/** Changes with the statements, so that the job runs again. */
function digest(data: Record<string, string>): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16);
}
