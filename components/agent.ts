import { z } from "zod";
import { Delivery } from "./agent/delivery.ts";
import { Resources } from "./agent/resources.ts";
import { numeric, text } from "./settings/check.ts";
import { hostAndPort } from "./settings/hostAndPort.ts";

/** Longest agent name: a Container App's name has at most 32 characters, a Kubernetes label 63. */
const NAME_LENGTH = 32;

/** A name that every system an agent lives in accepts: Container Apps, Dapr app ids, Kubernetes Services. */
const Name = text(
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/,
  "a DNS label: lowercase letters, digits and single hyphens, starting with a letter",
)
  .max(NAME_LENGTH, { error: `at most ${NAME_LENGTH} characters` })
  .describe(`Name of the agent and its Dapr app id. A DNS label of at most ${NAME_LENGTH} characters.`);

/** A name that a Kubernetes namespace may have. */
export const TeamName = text(
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  "a team's name in lowercase letters, digits and hyphens",
);

/** A topic's name: one that Service Bus (which ignores case), SNS and Kafka take, and none confuses with another. */
const Topic = text(
  /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,49}$/,
  "lowercase letters, digits and single hyphens, starting with a letter, at most 50 characters",
);

/** The digest of an image, the only name of an image that cannot come to mean another one. */
export const Digest = text(/^sha256:[0-9a-f]{64}$/, "an image digest: sha256: and 64 hexadecimal digits");

/** Environment variables that the platform sets itself and that an agent's settings must not. */
const RESERVED_VARIABLES =
  /^(?:DAPR_|CONTAINER_APP_|OTEL_)|^(?:AGENT_NAME|ENVIRONMENT|PORT|METRICS_PORT|DRAIN_SECONDS|STATE_STORE|PUBSUB|SUBSCRIBE_TOPICS|PUBLISH_TOPICS|DEAD_LETTER_TOPIC|CONCURRENCY|AZURE_CLIENT_ID|SECRET_VERSIONS)$/;

const VariableName = text(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  "the name of an environment variable: letters, digits and _",
).refine((name) => !RESERVED_VARIABLES.test(name), { error: "a name that the platform does not set itself" });

const Image = z.strictObject({
  repository: text(
    /^[a-z0-9]+(?:[.:_/-]+[a-z0-9]+)*$/,
    "a repository without tag or digest, such as ghcr.io/acme/research-agent",
  )
    .refine((repository) => !/:[^/]*$/.test(repository), {
      error: "a repository without tag; write the digest in image.digest",
    })
    .describe("Repository of the image. Without a registry host it is in the registry that the stack makes."),
  digest: Digest.optional().describe("Digest of the image. Needed outside the prototype."),
  tag: text(/^\w[\w.-]{0,127}$/, "an image tag")
    .refine((tag) => tag !== "latest", { error: "a tag that says which version it is, or a digest" })
    .optional()
    .describe("Tag of the image, in the prototype only. A tag can be moved, a digest cannot."),
});

const Replicas = z
  .strictObject({
    min: numeric(z.int().min(0)).default(1).describe("Fewest replicas. 0 lets an agent without actors sleep."),
    max: numeric(z.int().min(1)).default(10).describe("Most replicas: the cap on what a spike can cost."),
  })
  .superRefine(({ min, max }, context) => {
    if (min > max) context.addIssue({ code: "custom", path: ["min"], message: `at most max (${max})` });
  });

const Scaling = z.strictObject({
  queue: numeric(z.int().min(1)).default(10).describe("Messages waiting per replica before another replica starts."),
  concurrency: numeric(z.int().min(1)).default(20).describe("Requests that one replica works on at a time."),
  latencySeconds: numeric(z.number().positive())
    .default(2)
    .describe("Response time that another replica should prevent."),
  cpuPercent: numeric(z.int().min(1).max(100)).default(70).describe("CPU use above which another replica starts."),
  forecast: z.boolean().default(false).describe("Scale on the queue that the recent trend predicts."),
});

const Ingress = z.strictObject({
  exposure: z
    .enum(["external", "internal", "none"])
    .default("internal")
    .describe("Who can reach the agent over HTTP: the internet, the agents beside it, or nobody (topics only)."),
  domain: z
    .strictObject({
      name: text(
        /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z]{2,63}$/,
        "a domain name below another, such as agents.example.com",
      ),
      stage: z
        .enum(["verify", "certify", "bound"])
        .default("verify")
        .describe(
          "How far it is: verify shows the DNS records to make, certify asks for the certificate, bound serves with it.",
        ),
    })
    .optional()
    .describe("Own domain of the agent, with a certificate that renews itself. One `pulumi up` per stage."),
  allow: z
    .array(z.cidrv4({ error: "an IPv4 range such as 203.0.113.0/24" }))
    .min(1)
    .optional()
    .describe("The only addresses that may call. Everybody may where it is left out."),
  entra: z
    .strictObject({
      tenantId: z.guid({ error: "the id (GUID) of the Entra tenant" }),
      clientId: z.guid({ error: "the application (client) id (GUID) of the app registration" }),
      audiences: z.array(z.string().min(1)).min(1).optional(),
    })
    .optional()
    .describe("Callers must show a token of this Entra tenant. Only the health paths stay open."),
});

/** What an agent is, in every tier. A tier that cannot do a part of it says so. */
export const Agent = z.strictObject({
  name: Name,
  team: TeamName.optional().describe(
    "Team that the agent belongs to: on Kubernetes its namespace. The stack's owner where it is left out.",
  ),
  image: Image,
  port: numeric(z.int().min(1).max(65535)).default(8000).describe("Port of /health, /ready and the agent's API."),
  resources: Resources.prefault({}),
  replicas: Replicas.prefault({}),
  scaling: Scaling.prefault({}),
  ingress: Ingress.prefault({}),
  spot: z
    .boolean()
    .optional()
    .describe(
      "May run on nodes that the cloud takes away at short notice, which cost less. It does not where left out. From the enterprise tier on.",
    ),
  drainSeconds: numeric(z.int().min(1).max(3600))
    .default(600)
    .describe("Seconds a replica gets to finish its work before it is stopped."),
  state: z
    .strictObject({ actors: z.boolean().default(false).describe("The agent keeps its state in Dapr actors.") })
    .optional()
    .describe("The agent keeps state. Left out, it has no access to the state store."),
  topics: z
    .strictObject({ subscribe: z.array(Topic).default([]), publish: z.array(Topic).default([]) })
    .prefault({})
    .describe("Topics the agent listens to and writes to. It can reach no others."),
  callers: z
    .array(Name)
    .optional()
    .describe("Agents of the same team that may call this one through Dapr. Nobody may where it is left out."),
  env: z
    .record(VariableName, z.string())
    .default({})
    .describe("Plain environment variables. What must stay secret belongs into `secrets`."),
  secrets: z.record(VariableName, z.string().min(1)).default({}).describe("Environment variable: key in daca:secrets."),
  egress: z
    .array(hostAndPort("api.openai.com:443"))
    .default([])
    .describe("Hosts outside the platform that the agent calls, as host:port."),
  residency: z
    .enum(["eu", "us", "ap"])
    .optional()
    .describe("The part of the world that the agent's data and compute must not leave."),
  objectives: z
    .strictObject({
      availability: numeric(z.number().min(90).max(99.999)).optional().describe("Percent of requests that succeed."),
      latency: z
        .strictObject({ seconds: numeric(z.number().positive()), percent: numeric(z.number().min(50).max(99.99)) })
        .optional()
        .describe("Percent of requests that are answered within so many seconds."),
    })
    .optional()
    .describe("What the agent promises its callers."),
  delivery: Delivery.default({ strategy: "rolling" }),
});

/** One agent, as its settings describe it, with every default filled in. */
export type Agent = z.infer<typeof Agent>;

/**
 * The team that an agent belongs to: on Kubernetes its namespace.
 * @param owner the stack's `daca:owner`, whose agents are those that name no team
 */
export function teamOf({ team }: Pick<Agent, "team">, owner: string): string {
  return team ?? owner;
}
