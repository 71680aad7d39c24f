import { z } from "zod";
import { numeric, text } from "../check.ts";
import { apiAccess, KubernetesVersion, network } from "./fields.ts";

/** Ranges that EKS takes as `publicAccessCidrs`. */
const MOST_RANGES = 40;

function capacity(defaultCpu: number, purpose: string) {
  return z
    .strictObject({
      cpu: numeric(z.int().min(1))
        .default(defaultCpu)
        .describe("Most CPU cores of the nodes altogether: the cap on what a spike can cost."),
    })
    .prefault({})
    .describe(purpose);
}

/** A cluster that the stack makes on Amazon EKS, whose nodes Auto Mode chooses and replaces. */
export const EksBlock = z.strictObject({
  provider: z.literal("eks"),
  // `pulumi config set --path` and YAML without quotes make a number of it.
  accountId: z
    .preprocess(
      (value) => (typeof value === "number" ? String(value) : value),
      text(/^\d{12}$/, "the 12 digits of the AWS account to deploy into"),
    )
    .describe("AWS account. Named here so that nothing lands in whichever one a shell has chosen."),
  region: text(/^[a-z]{2,4}(?:-[a-z]+){1,3}-\d$/, "an AWS region, such as us-east-1")
    .default("us-east-1")
    .describe("AWS region of everything in the stack. Changing it replaces the stack's resources."),
  kubernetesVersion: KubernetesVersion,
  adminRoleArns: z
    .array(
      text(
        /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        "the ARN of an IAM role, such as arn:aws:iam::123456789012:role/platform-admin",
      ),
      { error: "the ARNs of IAM roles" },
    )
    .min(1)
    .describe(
      "IAM roles that administer the cluster. Whoever creates it gets no rights by that, so name who needs them.",
    ),
  api: apiAccess(MOST_RANGES),
  network: z
    .strictObject({
      addressSpace: network("10.50.0.0/16", 16, 20).describe(
        "Addresses of the VPC: nodes, pods, database. Must not overlap with networks that it is connected to.",
      ),
      serviceCidr: network("172.20.0.0/16", 12, 24).describe("Addresses of Services, inside the cluster only."),
    })
    .prefault({})
    .describe("Addresses of the cluster. Only at creation: changing them replaces the cluster."),
  zones: numeric(z.int().min(2).max(3))
    .default(3)
    .describe("How many availability zones the nodes and the database lie in. EKS asks for two at least."),
  database: z
    .strictObject({
      // Half a unit is the least that Aurora Serverless v2 keeps running; 0 would pause it between messages.
      minUnits: numeric(z.number().min(0.5).max(256).multipleOf(0.5))
        .default(0.5)
        .describe("Fewest Aurora capacity units of an instance, 2 GiB of memory each."),
      maxUnits: numeric(z.number().min(1).max(256).multipleOf(0.5))
        .default(8)
        .describe("Most Aurora capacity units of an instance: the cap on what a spike can cost."),
      backupDays: numeric(z.int().min(1).max(35))
        .default(14)
        .describe("Days to any second of which it can be restored."),
    })
    .superRefine(({ minUnits, maxUnits }, context) => {
      if (minUnits > maxUnits) {
        context.addIssue({ code: "custom", path: ["minUnits"], message: `at most maxUnits (${maxUnits})` });
      }
    })
    .prefault({})
    .describe("The Aurora PostgreSQL cluster that holds the agents' state."),
  pools: z
    .strictObject({
      // As much as the 20 nodes of 4 cores that an AKS cluster may grow to.
      agents: capacity(80, "Nodes of the agents and the add-ons."),
      spot: capacity(
        80,
        "Cheaper nodes that AWS may take away with two minutes' notice, for agents that allow it (`spot: true`).",
      ),
    })
    .prefault({}),
});

/** A cluster on Amazon EKS, with every default filled in. */
export type EksBlock = z.infer<typeof EksBlock>;
