import { z } from "zod";
import { isRecord, numeric, text } from "../check.ts";
import { hostAndPort } from "../hostAndPort.ts";

const LabelName = z.string().min(1);

const Metadata = z
  .strictObject({
    name: z.string().min(1),
    value: z.string().optional().describe("Plain value. What must stay secret belongs into `secretKeyRef`."),
    secretKeyRef: z
      .strictObject({ name: z.string().min(1), key: z.string().min(1) })
      .optional()
      .describe("Key of a Kubernetes Secret in the team's namespace."),
  })
  .superRefine(({ value, secretKeyRef }, context) => {
    if ((value === undefined) === (secretKeyRef === undefined)) {
      context.addIssue({ code: "custom", message: "either a value or a secretKeyRef" });
    }
  });

/** A Dapr component as its own documentation describes it, but for name and scopes, which the platform sets. */
function component(kind: "state" | "pubsub", example: string) {
  return z
    .strictObject({
      type: text(new RegExp(`^${kind}\\.[a-z0-9]+(?:[.-][a-z0-9]+)*$`), `a Dapr component type such as ${example}`),
      version: text(/^v\d+$/, "a version such as v1").default("v1"),
      metadata: z.array(Metadata).default([]),
      hosts: z
        .array(hostAndPort("postgres.example.com:5432"), {
          error: "where it is: a list such as [postgres.example.com:5432]",
        })
        .min(1)
        .describe("Where it is, as host:port. An agent's pods reach nothing that is not named."),
    })
    .optional();
}

/** A cluster that somebody else makes, reached by an explicit kubeconfig. */
export const ExistingBlock = z.strictObject({
  provider: z.literal("existing"),
  kubeconfig: z
    .string({ error: "the path of a kubeconfig file" })
    .min(1, { error: "the path of a kubeconfig file" })
    .describe("Path of the kubeconfig, from the project's folder or from ~/. The shell's own choice does not count."),
  context: z
    .string({ error: "the name of a context in the kubeconfig" })
    .min(1, { error: "the name of a context in the kubeconfig" })
    .describe("Context in that kubeconfig. Its current context does not count."),
  components: z
    .strictObject({
      state: component("state", "state.postgresql").describe("State store of agents that keep state."),
      pubsub: component("pubsub", "pubsub.kafka").describe("Message broker of agents that use topics."),
    })
    .prefault({})
    .describe("Dapr components of your own: the stack makes no database and no broker here."),
  secretStore: z
    .record(z.string(), z.unknown())
    .refine((provider) => Object.keys(provider).length === 1 && isRecord(Object.values(provider)[0]), {
      error: "one provider with its settings, such as {vault: {server: ...}}",
    })
    .optional()
    .describe(
      "Where agents' secrets lie: the `provider` of an External Secrets ClusterSecretStore. Agents name the keys in it.",
    ),
  metricsServer: z.boolean().default(false).describe("The cluster has a metrics server already."),
  storageClass: text(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, "the name of a StorageClass")
    .optional()
    .describe("StorageClass of the add-ons that keep something. The cluster's default class where it is left out."),
  egress: z
    .enum(["cilium", "ports"])
    .default("ports")
    .describe("How agents' egress is limited: by host name where the cluster runs Cilium, else by port only."),
  zones: numeric(z.int().min(1).max(10)).default(1).describe("How many availability zones the nodes lie in."),
  spot: z
    .strictObject({
      nodeSelector: z.record(LabelName, z.string()),
      tolerations: z
        .array(
          z.strictObject({
            key: LabelName,
            operator: z.enum(["Exists", "Equal"]).default("Exists"),
            value: z.string().optional(),
            effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
          }),
        )
        .default([]),
    })
    .optional()
    .describe("How a pod gets onto nodes that may be taken away, for agents that allow it (`spot: true`)."),
});

/** A cluster that somebody else makes, with every default filled in. */
export type ExistingBlock = z.infer<typeof ExistingBlock>;
