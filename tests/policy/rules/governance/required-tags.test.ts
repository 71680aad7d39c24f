import { rule } from "../../../../policy/rules/governance/required-tags.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const tags = { owner: "agents", environment: "dev", "managed-by": "pulumi" };

describeRule(rule, {
  passes: {
    "a resource with the tags": { of: azure("keyvault:Vault", { tags: { ...tags, stack: "prototype" } }) },
    "a kind that takes none": { of: azure("authorization:RoleAssignment", {}) },
    "tags in a list, which are of a group's nodes": { of: aws("autoscaling:Group", { tags: [{ key: "owner" }] }) },
    "the tags that config asks for": {
      of: aws("s3:Bucket", { tags: { "cost-center": "cc-12" } }),
      knobs: { tags: { "cost-center": "^cc-\\d+$" } },
    },
  },
  fails: {
    "a resource without tags": {
      of: aws("s3:Bucket"),
      finds: [
        "tags.owner: got nothing, want a value",
        "tags.environment: got nothing, want a value",
        "tags.managed-by: got nothing, want a value",
      ],
    },
    "a kind that need not have tags and has some": {
      of: azure("network:PrivateEndpoint", { tags: { ...tags, owner: "" } }),
      finds: ['tags.owner: got "", want a value'],
    },
    "a value of another form": {
      of: azure("keyvault:Vault", { tags: { "cost-center": "none" } }),
      knobs: { tags: { "cost-center": "^cc-\\d+$" } },
      finds: ['tags.cost-center: got "none", want a value that matches ^cc-\\d+$'],
    },
  },
  unknown: { "a tag that is not known yet": { of: azure("keyvault:Vault", { tags }), path: "tags.owner" } },
  remedies: {
    "what is missing, and leaves what is there": {
      of: aws("s3:Bucket", { bucket: "memory", tags: { environment: "dev" } }),
      knobs: { inherit: { owner: "agents", environment: "production", "managed-by": "pulumi", colour: "red" } },
      to: { bucket: "memory", tags },
    },
  },
  mutation: {
    kind: "azure-native:keyvault:Vault",
    change: ({ props }) => {
      delete props.tags.owner;
    },
  },
});
