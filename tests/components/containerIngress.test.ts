import assert from "node:assert/strict";
import { childrenOf, IN_GROUP } from "../support/azure.ts";
import { appOf, recordAgent } from "../support/containerAgent.ts";
import { namesOf } from "../support/program.ts";

const TENANT = "00000000-0000-4000-8000-0000000000aa";
const CLIENT = "00000000-0000-4000-8000-0000000000bb";
const APP_ALONE = { "agent-app": "azure-native:app:ContainerApp" };

/** Ingress of an agent whose own is as given, and what it has besides its app. */
async function ingressOf(ingress: Record<string, unknown>) {
  const recorded = await recordAgent({ ingress });
  return { recorded, inputs: appOf(recorded).configuration.ingress, children: childrenOf(recorded, "agent") };
}

const domain = (stage: string) => ({ exposure: "external", domain: { name: "agents.example.com", stage } });

describe("the ingress of a ContainerAgent", () => {
  it("is reachable from the agents beside it", async () => {
    const { recorded, inputs } = await ingressOf({ exposure: "internal" });
    assert.equal(inputs?.external, false);
    assert.equal(
      recorded.outputs.url,
      "https://research-agent.internal.environmen-simulated.eastus.azurecontainerapps.io",
    );
  });

  it("is reachable from the internet, by HTTPS alone", async () => {
    const { recorded, inputs } = await ingressOf({ exposure: "external" });
    assert.deepEqual(inputs, {
      external: true,
      targetPort: 8000,
      transport: "auto",
      allowInsecure: false,
      traffic: [{ latestRevision: true, weight: 100 }],
    });
    assert.equal(recorded.outputs.url, "https://research-agent.environmen-simulated.eastus.azurecontainerapps.io");
  });

  it("is none at all, with neither address nor a rule that counts requests", async () => {
    const { recorded, inputs } = await ingressOf({ exposure: "none" });
    assert.equal(inputs, undefined);
    assert.equal(recorded.outputs.url, undefined);
    assert.deepEqual(appOf(recorded).template.scale.rules, []);
    assert.equal(appOf(recorded).configuration.dapr.appPort, 8000);
  });

  it("lets in only the addresses that are allowed", async () => {
    const { inputs } = await ingressOf({ exposure: "external", allow: ["203.0.113.0/24", "198.51.100.7/32"] });
    assert.deepEqual(inputs?.ipSecurityRestrictions, [
      { name: "allow-1", action: "Allow", ipAddressRange: "203.0.113.0/24" },
      { name: "allow-2", action: "Allow", ipAddressRange: "198.51.100.7/32" },
    ]);
  });

  it("knows nothing of a domain that is still to be verified", async () => {
    const { inputs, children } = await ingressOf(domain("verify"));
    assert.equal("customDomains" in (inputs ?? {}), false);
    assert.deepEqual(children, APP_ALONE);
  });

  it("takes a domain without a certificate first, and asks for the certificate when the app has it", async () => {
    const { recorded, inputs, children } = await ingressOf(domain("certify"));
    assert.deepEqual(inputs?.customDomains, [{ name: "agents.example.com", bindingType: "Disabled" }]);
    assert.deepEqual(children, { ...APP_ALONE, "agent-certificate": "azure-native:app:ManagedCertificate" });
    const certificate = recorded.named("agent-certificate");
    assert.deepEqual(certificate.inputs, {
      ...IN_GROUP,
      environmentName: "agents",
      managedCertificateName: "agents-example-com-7ad5aa5f",
      properties: { subjectName: "agents.example.com", domainControlValidation: "CNAME" },
    });
    assert.deepEqual(namesOf(certificate.dependencies), ["agent-app"]);
  });

  it("serves a bound domain with its certificate, and keeps the certificate as it was", async () => {
    const { recorded, inputs } = await ingressOf(domain("bound"));
    assert.deepEqual(inputs?.customDomains, [
      {
        name: "agents.example.com",
        bindingType: "SniEnabled",
        certificateId: "environment-id/managedCertificates/agents-example-com-7ad5aa5f",
      },
    ]);
    const { recorded: certified } = await ingressOf(domain("certify"));
    assert.deepEqual(recorded.named("agent-certificate"), certified.named("agent-certificate"));
  });

  it("gives domains that differ only in dots and hyphens, or only at their ends, certificates of their own", async () => {
    const long = `${"a".repeat(58)}.example`;
    const names = ["a-b.example.com", "a.b.example.com", `${long}.com`, `${long}.org`];
    const certificates = await Promise.all(
      names.map(async (name) => {
        const { recorded } = await ingressOf({ exposure: "external", domain: { name, stage: "certify" } });
        return recorded.named("agent-certificate").inputs.managedCertificateName;
      }),
    );
    assert.equal(new Set(certificates).size, names.length, certificates.join(", "));
  });

  it("lets in only callers with a token of the tenant, but for the health paths", async () => {
    const { recorded, children } = await ingressOf({
      exposure: "external",
      entra: { tenantId: TENANT, clientId: CLIENT },
    });
    assert.deepEqual(children, { ...APP_ALONE, "agent-auth": "azure-native:app:ContainerAppsAuthConfig" });
    const { inputs, dependencies } = recorded.named("agent-auth");
    assert.deepEqual(namesOf(dependencies), ["agent-app"]);
    assert.deepEqual(inputs, {
      resourceGroupName: "rg",
      containerAppName: "research-agent",
      authConfigName: "current",
      platform: { enabled: true },
      globalValidation: { unauthenticatedClientAction: "Return401", excludedPaths: ["/health", "/ready"] },
      httpSettings: { requireHttps: true },
      identityProviders: {
        azureActiveDirectory: {
          enabled: true,
          registration: { clientId: CLIENT, openIdIssuer: `https://login.microsoftonline.com/${TENANT}/v2.0` },
          validation: { allowedAudiences: [`api://${CLIENT}`, CLIENT] },
        },
      },
    });
  });

  it("takes tokens for the audiences that are named, where some are", async () => {
    const entra = { tenantId: TENANT, clientId: CLIENT, audiences: ["api://agents"] };
    const { recorded } = await ingressOf({ exposure: "internal", entra });
    const { identityProviders } = recorded.named("agent-auth").inputs as {
      identityProviders: { azureActiveDirectory: { validation: object } };
    };
    assert.deepEqual(identityProviders.azureActiveDirectory.validation, { allowedAudiences: ["api://agents"] });
  });
});
