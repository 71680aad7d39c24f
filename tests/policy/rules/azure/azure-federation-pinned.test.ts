import { rule } from "../../../../policy/rules/azure/azure-federation-pinned.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const GITHUB = "https://token.actions.githubusercontent.com";

const credential = (change: object = {}) =>
  azure("managedidentity:FederatedIdentityCredential", {
    issuer: GITHUB,
    subject: "repo:acme/agents:environment:production",
    audiences: ["api://AzureADTokenExchange"],
    ...change,
  });

const issuers = "want https at token.actions.githubusercontent.com or oic.prod-aks.azure.com";

describeRule(rule, {
  passes: {
    "one workflow of GitHub": { of: credential() },
    "one service account of a cluster": {
      of: credential({
        issuer: "https://eastus.oic.prod-aks.azure.com/tenant/cluster/",
        subject: "system:serviceaccount:agents:research-agent",
      }),
    },
    "what is told to be right": {
      of: credential({ issuer: "https://oidc.acme.example", audiences: ["api://acme"] }),
      knobs: {
        issuerHosts: ["acme.example"],
        subjects: ["repo:acme/agents:environment:production"],
        audiences: ["api://acme"],
      },
    },
  },
  fails: {
    "an issuer that only looks like one": {
      of: credential({ issuer: "https://token.actions.githubusercontent.com.evil.example" }),
      finds: [`issuer: got "https://token.actions.githubusercontent.com.evil.example", ${issuers}`],
    },
    "an issuer that anybody on the way can be": {
      of: credential({ issuer: "http://token.actions.githubusercontent.com" }),
      finds: [`issuer: got "http://token.actions.githubusercontent.com", ${issuers}`],
    },
    "a subject with a wildcard, and two audiences": {
      of: credential({ subject: "repo:acme/*", audiences: ["api://AzureADTokenExchange", "sts.amazonaws.com"] }),
      finds: [
        'audiences: got ["api://AzureADTokenExchange","sts.amazonaws.com"], want only api://AzureADTokenExchange',
        'subject: got "repo:acme/*", want the subject of one workload',
      ],
    },
    "a subject that may not be": {
      of: credential(),
      knobs: { subjects: ["repo:acme/infra:environment:production"] },
      finds: ['subject: got "repo:acme/agents:environment:production", want the subject of one workload'],
    },
    "a credential that says nothing": {
      of: azure("managedidentity:FederatedIdentityCredential", {}),
      finds: [
        "audiences: got nothing, want only api://AzureADTokenExchange",
        `issuer: got nothing, ${issuers}`,
        "subject: got nothing, want the subject of one workload",
      ],
    },
  },
  unknown: { "a cluster's issuer, which is not known yet": { of: credential(), path: "issuer" } },
  mutation: {
    kind: "azure-native:managedidentity:FederatedIdentityCredential",
    change: ({ props }) => {
      props.subject = "*";
    },
  },
});
