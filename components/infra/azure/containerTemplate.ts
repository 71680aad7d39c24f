import type { input } from "@pulumi/azure-native/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import { registryHost } from "../../agent/registryHost.ts";
import { agentEnvironment } from "../../agentEnvironment.ts";
import type { ContainerAgentArgs } from "./containerAgentArgs.ts";
import { scaleRules } from "./scaleRules.ts";
import type { SecretReference } from "./secretVault.ts";

/** Probes as the source has them; the first start may take 50 s, since Container Apps allows at most 10 failures. */
const PROBES = [
  { type: "Startup", path: "/health", periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 10 },
  { type: "Liveness", path: "/health", periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  { type: "Readiness", path: "/ready", periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
] as const;

/** What a revision runs, without its name. */
export function containerTemplate(args: ContainerAgentArgs): input.app.TemplateArgs {
  const { agent } = args;
  const secrets = secretsOf(args);
  const versions = Object.values(secrets).map(({ version }) => version);
  const plain = Object.entries(agentEnvironment(agent, args.environment)).map(([name, value]) => ({ name, value }));
  return {
    terminationGracePeriodSeconds: agent.drainSeconds,
    scale: {
      minReplicas: agent.replicas.min,
      maxReplicas: agent.replicas.max,
      pollingInterval: 30,
      cooldownPeriod: 300,
      rules: scaleRules(agent, args.busNamespace, args.identities.scale.id),
    },
    containers: [
      {
        name: agent.name,
        image: imageOf(args),
        resources: { cpu: agent.resources.cpu, memory: agent.resources.memory },
        env: [
          ...plain,
          { name: "AZURE_CLIENT_ID", value: args.identities.run.clientId },
          ...Object.entries(agent.secrets).map(([name, secretRef]) => ({ name, secretRef })),
          // A running replica keeps the value it started with. A new version makes a new revision, which reads it.
          ...(versions.length > 0
            ? [{ name: "SECRET_VERSIONS", value: pulumi.all(versions).apply((all) => all.join(",")) }]
            : []),
        ],
        probes: PROBES.map(({ path, ...probe }) => ({ ...probe, httpGet: { path, port: agent.port, scheme: "HTTP" } })),
      },
    ],
  };
}

/** The secrets that the agent names, each once. */
export function secretsOf({ agent, secrets }: ContainerAgentArgs): Record<string, SecretReference> {
  return Object.fromEntries(
    [...new Set(Object.values(agent.secrets))].flatMap((secret) => {
      const reference = secrets[secret];
      return reference ? [[secret, reference]] : [];
    }),
  );
}

function imageOf({ agent: { image }, registryServer }: ContainerAgentArgs): pulumi.Input<string> {
  const version = image.digest ? `@${image.digest}` : `:${image.tag}`;
  return registryHost(image.repository)
    ? `${image.repository}${version}`
    : pulumi.interpolate`${registryServer}/${image.repository}${version}`;
}

/** Registries that the pull identity signs in to: the stack's own, and another of Azure's that the image is in. */
export function registries({ agent, registryServer, identities }: ContainerAgentArgs) {
  const host = registryHost(agent.image.repository);
  const foreign = host?.endsWith(".azurecr.io") ? [host] : [];
  return pulumi
    .output(registryServer)
    .apply((own) => [...new Set([own, ...foreign])].map((server) => ({ server, identity: identities.pull.id })));
}
