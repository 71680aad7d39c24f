import { rule } from "../../../../policy/rules/aws/eks-endpoint-private.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

function cluster(vpcConfig?: object) {
  return aws("eks:Cluster", vpcConfig ? { vpcConfig } : {});
}

describeRule(rule, {
  passes: {
    "a private endpoint": { of: cluster({ endpointPublicAccess: false, endpointPrivateAccess: true }) },
    "an endpoint for some networks": { of: cluster({ publicAccessCidrs: ["203.0.113.0/24"] }) },
    "an endpoint for the networks that may": {
      of: cluster({ publicAccessCidrs: ["203.0.113.0/24"] }),
      knobs: { cidrs: ["203.0.113.0/24", "198.51.100.0/24"] },
    },
  },
  fails: {
    "a cluster that leaves all to the default": {
      of: cluster(),
      finds: [
        "vpcConfig.publicAccessCidrs: got nothing, want networks by name, or vpcConfig.endpointPublicAccess false",
      ],
    },
    "an endpoint for the world": {
      of: cluster({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0", "::/0"] }),
      finds: [
        'vpcConfig.publicAccessCidrs[1]: got "0.0.0.0/0", want networks by name',
        'vpcConfig.publicAccessCidrs[2]: got "::/0", want networks by name',
      ],
    },
    "an endpoint for a network that may not": {
      of: cluster({ publicAccessCidrs: ["192.0.2.0/24"] }),
      knobs: { cidrs: ["203.0.113.0/24"] },
      finds: ['vpcConfig.publicAccessCidrs[0]: got "192.0.2.0/24", want one of 203.0.113.0/24'],
    },
  },
  unknown: {
    "networks that are not known yet": { of: cluster({}), path: "vpcConfig.publicAccessCidrs" },
    "one network that is not known yet, and finds the one beside it": {
      of: cluster({ publicAccessCidrs: ["", "0.0.0.0/0"] }),
      path: "vpcConfig.publicAccessCidrs[0]",
      finds: ['vpcConfig.publicAccessCidrs[1]: got "0.0.0.0/0", want networks by name'],
    },
  },
  mutation: {
    kind: "aws:eks:Cluster",
    change: ({ props }) => {
      props.vpcConfig.endpointPublicAccess = true;
    },
  },
});
