import { rule } from "../../../../policy/rules/governance/protect-stateful.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const found = [': got "protect: false", want protect: true'];

describeRule(rule, {
  passes: {
    "a store that is protected": {
      of: { ...azure("cosmosdb:DatabaseAccount", {}), options: { protect: true } },
    },
    "a store for development": { of: azure("cosmosdb:DatabaseAccount", { tags: { environment: "dev" } }) },
    "a store for what config calls disposable": {
      of: aws("s3:Bucket", { tags: { env: "preview" } }),
      knobs: { environmentTag: "env", disposable: ["preview"] },
    },
    "what can be made again": { of: azure("app:ContainerApp", { tags: { environment: "production" } }) },
  },
  fails: {
    "a store for production": {
      of: azure("keyvault:Vault", { tags: { environment: "production" } }),
      finds: found,
    },
    "a volume, which has no tags": { of: object("kubernetes:core/v1:PersistentVolumeClaim", {}, {}), finds: found },
    "a kind that config calls stateful": {
      of: aws("sqs:Queue"),
      knobs: { types: ["aws:sqs:Queue"] },
      finds: found,
    },
  },
  unknown: {
    "what a store is for": { of: aws("s3:Bucket", { tags: {} }), path: "tags.environment" },
  },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.tags.environment = "production";
    },
  },
});
