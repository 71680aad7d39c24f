import { rule } from "../../../../policy/rules/governance/allowed-regions.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const regions = ["westeurope", "eu-west-1"];

describeRule(rule, {
  passes: {
    "a resource in a region of the list": {
      of: aws("elasticache:ReplicationGroup", { region: "eu-west-1" }),
      knobs: { regions },
    },
    "a region that is written another way": {
      of: azure("keyvault:Vault", { location: "West Europe" }),
      knobs: { regions },
    },
    "a resource of the whole world": { of: azure("monitor:MetricAlert", { location: "global" }), knobs: { regions } },
    "a resource that leaves it to its provider": { of: aws("sqs:Queue"), knobs: { regions } },
    "any region where nobody listed any": { of: azure("keyvault:Vault", { location: "eastus" }) },
    "a kind that may be anywhere": {
      of: { type: "aws:acm/certificate:Certificate", props: { region: "us-east-1" } },
      knobs: { regions, globalTypes: ["aws:acm:Certificate"] },
    },
    "a region for a class of data": {
      of: aws("s3:Bucket", { region: "us-east-1", tags: { "data-class": "public" } }),
      knobs: { regions, regionsByDataClass: { public: ["us-east-1"] } },
    },
    "a component, whose resources say it themselves": {
      of: { type: "daca:azure:StateStore", props: { location: "eastus" } },
      knobs: { regions },
    },
  },
  fails: {
    "a resource elsewhere": {
      of: azure("cosmosdb:DatabaseAccount", { location: "East US" }),
      knobs: { regions },
      finds: ['location: got "East US", want one of westeurope, eu-west-1'],
    },
    "a provider elsewhere": {
      of: { type: "pulumi:providers:aws", props: { region: "us-east-1" } },
      knobs: { regions },
      finds: ['region: got "us-east-1", want one of westeurope, eu-west-1'],
    },
    "a region that is not for this class of data, under a tag of another name": {
      of: aws("s3:Bucket", { region: "eu-west-1", tags: { class: "secret" } }),
      knobs: { regions, regionsByDataClass: { secret: ["eu-central-1"] }, classTag: "class" },
      finds: ['region: got "eu-west-1", want one of eu-central-1'],
    },
  },
  unknown: {
    "a region that is not known yet": { of: aws("s3:Bucket"), path: "region", knobs: { regions } },
  },
  mutation: {
    kind: "aws:elasticache:ReplicationGroup",
    change: ({ props }) => {
      props.region = "ap-south-1";
    },
  },
});
