import { createHash } from "node:crypto";
import type { ContainerApp } from "@pulumi/azure-native/app/containerApp.js";
import { ContainerAppsAuthConfig } from "@pulumi/azure-native/app/containerAppsAuthConfig.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import type { ContainerAgentArgs } from "./containerAgentArgs.ts";

/** Who can reach the agent, and by which name. */
export function ingressOf(
  { agent: { ingress, port }, environmentId }: ContainerAgentArgs,
  traffic: pulumi.Input<input.app.TrafficWeightArgs[]>,
): input.app.IngressArgs {
  const { domain, allow } = ingress;
  return {
    external: ingress.exposure === "external",
    targetPort: port,
    transport: "auto",
    // Plain HTTP is redirected to HTTPS.
    allowInsecure: false,
    traffic,
    ...(allow
      ? {
          ipSecurityRestrictions: allow.map((ipAddressRange, index) => ({
            name: `allow-${index + 1}`,
            action: "Allow",
            ipAddressRange,
          })),
        }
      : {}),
    ...(domain?.stage === "certify" ? { customDomains: [{ name: domain.name, bindingType: "Disabled" }] } : {}),
    ...(domain?.stage === "bound"
      ? {
          customDomains: [
            {
              name: domain.name,
              bindingType: "SniEnabled",
              // Written out, not taken from the certificate: that one depends on the app.
              certificateId: pulumi.interpolate`${environmentId}/managedCertificates/${certificateName(domain.name)}`,
            },
          ],
        }
      : {}),
  };
}

/** Name of the certificate resource of a domain. The hash tells apart domains that look alike without dots. */
export function certificateName(domain: string): string {
  const hash = createHash("sha256").update(domain).digest("hex").slice(0, 8);
  return `${domain.replaceAll(".", "-").slice(0, 50).replace(/-+$/, "")}-${hash}`;
}

/** Lets in only callers with a token of the tenant. Dapr and the probes reach the agent beside the ingress. */
export function requireToken(
  name: string,
  resourceGroupName: pulumi.Input<string>,
  app: ContainerApp,
  { tenantId, clientId, audiences }: NonNullable<Agent["ingress"]["entra"]>,
  parent: pulumi.Resource,
) {
  return new ContainerAppsAuthConfig(
    `${name}-auth`,
    {
      resourceGroupName,
      containerAppName: app.name,
      // The only name that Container Apps knows.
      authConfigName: "current",
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: "Return401", excludedPaths: ["/health", "/ready"] },
      httpSettings: { requireHttps: true },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          // Tokens are only checked, never asked for, so no client secret is needed.
          registration: { clientId, openIdIssuer: `https://login.microsoftonline.com/${tenantId}/v2.0` },
          validation: { allowedAudiences: audiences ?? [`api://${clientId}`, clientId] },
        },
      },
    },
    { parent },
  );
}
