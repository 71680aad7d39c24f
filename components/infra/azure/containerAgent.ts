import { ContainerApp } from "@pulumi/azure-native/app/containerApp.js";
import { ManagedCertificate } from "@pulumi/azure-native/app/managedCertificate.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import type { ContainerAgentArgs } from "./containerAgentArgs.ts";
import { CONSUMPTION } from "./containerAppsEnvironment.ts";
import { certificateName, ingressOf, requireToken } from "./containerIngress.ts";
import { containerTemplate, registries, secretsOf } from "./containerTemplate.ts";
import { blueGreenTraffic, revisionSuffix, suffixOf, type TrafficShare } from "./revision.ts";

/** One agent as a Container App with its Dapr sidecar. */
export class ContainerAgent extends Component<ContainerAgentArgs> {
  readonly appId: pulumi.Output<string>;
  /** Address of the agent, or undefined where its exposure is `none`. */
  readonly url: pulumi.Output<string> | undefined;
  /** Suffix of the revision by colour, as `delivery.other` takes it, where the agent is delivered blue/green. */
  readonly revisions: pulumi.Output<Record<string, string>> | undefined;

  constructor(name: string, args: ContainerAgentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:ContainerAgent", name, args, opts);
    const { agent, resourceGroupName, location, tags, identities } = args;
    const { delivery, ingress } = agent;

    const template = containerTemplate(args);
    const suffix =
      delivery.strategy === "blueGreen"
        ? pulumi.output(template).apply((resolved) => revisionSuffix(agent.image.digest ?? "", resolved))
        : undefined;
    const traffic: pulumi.Output<TrafficShare[]> =
      delivery.strategy === "blueGreen" && suffix
        ? suffix.apply((newest) => blueGreenTraffic(agent.name, delivery, newest))
        : pulumi.output([{ latestRevision: true, weight: 100 }]);

    const app = new ContainerApp(
      `${name}-app`,
      {
        resourceGroupName,
        location,
        tags,
        containerAppName: agent.name,
        environmentId: args.environmentId,
        workloadProfileName: CONSUMPTION,
        identity: {
          type: "UserAssigned",
          userAssignedIdentities: [identities.run.id, identities.pull.id, identities.scale.id],
        },
        configuration: {
          activeRevisionsMode: suffix ? "Multiple" : "Single",
          maxInactiveRevisions: 10,
          // Agent code sees the identity it runs as and none of the others.
          identitySettings: [
            { identity: identities.run.id, lifecycle: "Main" },
            { identity: identities.pull.id, lifecycle: "None" },
            { identity: identities.scale.id, lifecycle: "None" },
          ],
          registries: registries(args),
          secrets: Object.entries(secretsOf(args)).map(([secretName, { url }]) => ({
            name: secretName,
            keyVaultUrl: url,
            identity: identities.run.id,
          })),
          dapr: {
            enabled: true,
            appId: agent.name,
            appPort: agent.port,
            appProtocol: "http",
            logLevel: "info",
            maxConcurrency: agent.scaling.concurrency,
            // While the agent is not ready Dapr delivers it no messages; they stay in the bus. One that drains is healthy
            // and not ready: it would send each message back, until Dapr takes it for one that cannot be handled.
            appHealth: {
              enabled: true,
              path: "/ready",
              probeIntervalSeconds: 5,
              probeTimeoutMilliseconds: 3000,
              threshold: 3,
            },
          },
          ...(ingress.exposure === "none" ? {} : { ingress: ingressOf(args, traffic) }),
        },
        template: suffix ? { ...template, revisionSuffix: suffix } : template,
      },
      // Handed on: a component's own dependencies do not hold its children back.
      { parent: this, dependsOn: opts?.dependsOn },
    );
    if (ingress.domain && ingress.domain.stage !== "verify") {
      new ManagedCertificate(
        `${name}-certificate`,
        {
          resourceGroupName,
          location,
          tags,
          environmentName: args.environmentName,
          managedCertificateName: certificateName(ingress.domain.name),
          properties: { subjectName: ingress.domain.name, domainControlValidation: "CNAME" },
        },
        // Azure issues a certificate only for a host name that an app already has.
        { parent: this, dependsOn: app },
      );
    }
    if (ingress.entra) requireToken(name, resourceGroupName, app, ingress.entra, this);

    this.appId = app.id;
    this.url =
      ingress.exposure === "none"
        ? undefined
        : app.configuration.apply((configuration) => {
            const host = configuration?.ingress?.fqdn;
            // `pulumi up --target` may have left the app out.
            return host ? `https://${host}` : "unknown";
          });
    this.revisions = suffix
      ? traffic.apply((shares) =>
          Object.fromEntries(shares.map((share) => [share.label ?? "", suffixOf(share.revisionName ?? "")])),
        )
      : undefined;
    this.registerOutputs({ url: this.url });
  }
}
