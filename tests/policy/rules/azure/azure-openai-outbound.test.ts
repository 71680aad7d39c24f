import { rule } from "../../../../policy/rules/azure/azure-openai-outbound.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (properties?: object) => azure("cognitiveservices:Account", { kind: "OpenAI", properties });
const restricted = { restrictOutboundNetworkAccess: true, allowedFqdnList: ["acme.search.windows.net"] };
const knobs = { allowedFqdns: ["acme.search.windows.net"] };

describeRule(rule, {
  passes: {
    "an account that reaches nothing": { of: account({ restrictOutboundNetworkAccess: true }) },
    "an account that reaches some hosts": { of: account(restricted) },
    "an account that reaches hosts that may be": { of: account(restricted), knobs },
  },
  fails: {
    "an account that reaches everything": {
      of: account(),
      finds: ["properties.restrictOutboundNetworkAccess: got nothing, want true"],
    },
    "a host that may not be": {
      of: account({ ...restricted, allowedFqdnList: ["acme.search.windows.net", "paste.example"] }),
      knobs,
      finds: ['properties.allowedFqdnList[1]: got "paste.example", want a host among allowedFqdns'],
    },
  },
  unknown: {
    "a host that is not known yet": { of: account(restricted), knobs, path: "properties.allowedFqdnList[0]" },
  },
  mutation: {
    kind: "azure-native:cognitiveservices:Account",
    change: ({ props }) => {
      props.properties.restrictOutboundNetworkAccess = false;
    },
  },
});
