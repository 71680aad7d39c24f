import { rule } from "../../../../policy/rules/azure/servicebus-no-sas-rules.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const sas = (kind: string, rights: string[]) =>
  azure(`servicebus:${kind}AuthorizationRule`, { authorizationRuleName: "legacy", rights });
const knobs = { allowRules: ["legacy"] };

describeRule(rule, {
  passes: {
    "a rule that may be": { of: sas("Queue", ["Listen"]), knobs },
    "a rule that may be, by its logical name": {
      of: azure("servicebus:TopicAuthorizationRule", { rights: ["Send"] }),
      knobs: { allowRules: ["it"] },
    },
    "a namespace": { of: azure("servicebus:Namespace", { namespaceName: "legacy" }) },
  },
  fails: {
    "a rule of a namespace": {
      of: sas("Namespace", ["Send", "Listen"]),
      finds: ['rights: got ["Send","Listen"], want no such rule'],
    },
    "a rule of a topic": { of: sas("Topic", ["Send"]), finds: ['rights: got ["Send"], want no such rule'] },
    "a rule that may be, but manages": {
      of: sas("Queue", ["Manage", "Send", "Listen"]),
      knobs,
      finds: ['rights: got ["Manage","Send","Listen"], want no Manage'],
    },
  },
  unknown: { "rights that are not known yet": { of: sas("Queue", ["Listen"]), knobs, path: "rights" } },
  mutation: {
    kind: "azure-native:servicebus:QueueAuthorizationRule",
    change: ({ props }) => {
      props.rights = ["Manage"];
    },
  },
});
