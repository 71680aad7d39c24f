import { rule } from "../../../../policy/rules/pods/k8s-apparmor.ts";
import { AGENT_LABELS, container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const off = container({ securityContext: { appArmorProfile: { type: "Unconfined" } } });

function annotated(profile: string): Fixture {
  const annotations = { "container.apparmor.security.beta.kubernetes.io/agent": profile };
  return deployment(podSpec(), { template: { metadata: { labels: AGENT_LABELS, annotations }, spec: podSpec() } });
}

describeRule(rule, {
  passes: {
    "a pod that says nothing": { of: deployment() },
    "the runtime's profile": {
      of: deployment(podSpec({ securityContext: { appArmorProfile: { type: "RuntimeDefault" } } })),
    },
    "a profile of the node's own": {
      of: deployment(
        podSpec({
          containers: [
            container({ securityContext: { appArmorProfile: { type: "Localhost", localhostProfile: "agent" } } }),
          ],
        }),
      ),
    },
    "an annotation of older clusters": { of: annotated("localhost/agent") },
    "the runtime's profile in an annotation": { of: annotated("runtime/default") },
  },
  fails: {
    "a container that turns it off": {
      of: deployment(podSpec({ containers: [off] })),
      finds: [
        'spec.template.spec.containers[0].securityContext.appArmorProfile.type: got "Unconfined", want RuntimeDefault or Localhost',
      ],
    },
    "a pod that turns it off": {
      of: deployment(podSpec({ securityContext: { appArmorProfile: { type: "Unconfined" } } })),
      finds: [
        'spec.template.spec.securityContext.appArmorProfile.type: got "Unconfined", want RuntimeDefault or Localhost',
      ],
    },
    "an annotation that turns it off": {
      of: annotated("unconfined"),
      finds: [
        'spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/agent"]: got "unconfined", want runtime/default or localhost/*',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [off] })),
    finds: [
      'spec.template.spec.initContainers[0].securityContext.appArmorProfile.type: got "Unconfined", want RuntimeDefault or Localhost',
    ],
  },
  unknown: {
    "a profile that is not known yet": {
      of: deployment(podSpec({ containers: [off] })),
      path: "spec.template.spec.containers[0].securityContext.appArmorProfile.type",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.securityContext = { appArmorProfile: { type: "Unconfined" } };
    },
  },
});
