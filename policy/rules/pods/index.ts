import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as k8sApparmor } from "./k8s-apparmor.ts";
import { rule as k8sBackendsExist } from "./k8s-backends-exist.ts";
import { rule as k8sDropCapabilities } from "./k8s-drop-capabilities.ts";
import { rule as k8sJobLimits } from "./k8s-job-limits.ts";
import { rule as k8sNoBarePods } from "./k8s-no-bare-pods.ts";
import { rule as k8sNoDefaultNamespace } from "./k8s-no-default-namespace.ts";
import { rule as k8sNoDefaultServiceAccount } from "./k8s-no-default-service-account.ts";
import { rule as k8sNoDeprecatedApi } from "./k8s-no-deprecated-api.ts";
import { rule as k8sNoDuplicateEnv } from "./k8s-no-duplicate-env.ts";
import { rule as k8sNoHostNamespacesOrPorts } from "./k8s-no-host-namespaces-or-ports.ts";
import { rule as k8sNoHostProcess } from "./k8s-no-host-process.ts";
import { rule as k8sNoInteractiveContainers } from "./k8s-no-interactive-containers.ts";
import { rule as k8sNoPrivilegeEscalation } from "./k8s-no-privilege-escalation.ts";
import { rule as k8sNoPrivileged } from "./k8s-no-privileged.ts";
import { rule as k8sNoProbeHost } from "./k8s-no-probe-host.ts";
import { rule as k8sNoSaTokenUnlessNeeded } from "./k8s-no-sa-token-unless-needed.ts";
import { rule as k8sPodReferencesExist } from "./k8s-pod-references-exist.ts";
import { rule as k8sProbePortsDeclared } from "./k8s-probe-ports-declared.ts";
import { rule as k8sProcMount } from "./k8s-proc-mount.ts";
import { rule as k8sReadOnlyRootfs } from "./k8s-read-only-rootfs.ts";
import { rule as k8sRequestsAndMemoryLimit } from "./k8s-requests-and-memory-limit.ts";
import { rule as k8sResourceCeilings } from "./k8s-resource-ceilings.ts";
import { rule as k8sRunAsNonRoot } from "./k8s-run-as-non-root.ts";
import { rule as k8sSafeSysctls } from "./k8s-safe-sysctls.ts";
import { rule as k8sSandboxRuntimeForAgents } from "./k8s-sandbox-runtime-for-agents.ts";
import { rule as k8sSeccomp } from "./k8s-seccomp.ts";
import { rule as k8sSelectorMatchesTemplate } from "./k8s-selector-matches-template.ts";
import { rule as k8sSelectorsSelect } from "./k8s-selectors-select.ts";
import { rule as k8sSelinux } from "./k8s-selinux.ts";
import { rule as k8sVolumesRestricted } from "./k8s-volumes-restricted.ts";

export const rules: Rule[] = [
  k8sNoPrivileged,
  k8sNoHostNamespacesOrPorts,
  k8sVolumesRestricted,
  k8sDropCapabilities,
  k8sNoPrivilegeEscalation,
  k8sRunAsNonRoot,
  k8sSeccomp,
  k8sApparmor,
  k8sSelinux,
  k8sProcMount,
  k8sSafeSysctls,
  k8sNoHostProcess,
  k8sNoProbeHost,
  k8sReadOnlyRootfs,
  k8sNoSaTokenUnlessNeeded,
  k8sNoDefaultNamespace,
  k8sNoDefaultServiceAccount,
  k8sRequestsAndMemoryLimit,
  k8sResourceCeilings,
  k8sSandboxRuntimeForAgents,
  k8sNoBarePods,
  k8sNoInteractiveContainers,
  k8sJobLimits,
  k8sNoDeprecatedApi,
  k8sSelectorMatchesTemplate,
  k8sSelectorsSelect,
  k8sBackendsExist,
  k8sPodReferencesExist,
  k8sNoDuplicateEnv,
  k8sProbePortsDeclared,
];

export const departures: Departure[] = [
  {
    row: "k8s-pss-baseline-rest",
    policies: [
      "k8s-apparmor",
      "k8s-selinux",
      "k8s-proc-mount",
      "k8s-safe-sysctls",
      "k8s-no-host-process",
      "k8s-no-probe-host",
    ],
    why: "Each control of the standard has a reason, a fix and exemptions of its own.",
  },
  {
    row: "k8s-no-sa-token-unless-needed",
    policies: ["k8s-no-sa-token-unless-needed"],
    why: "It is not remediated, since only the whole stack shows whether a binding needs the token.",
  },
  {
    row: "k8s-no-default-identity-or-namespace",
    policies: ["k8s-no-default-namespace", "k8s-no-default-service-account"],
    why: "Where an object is and who its pods are have different fixes; the namespaces to refuse are named, not those to allow.",
  },
  {
    row: "k8s-resource-ceilings",
    policies: ["k8s-resource-ceilings"],
    why: "Its ceilings are the same in every tier unless the packs' config says otherwise.",
  },
  {
    row: "k8s-pod-and-job-hygiene",
    policies: ["k8s-no-bare-pods", "k8s-no-interactive-containers", "k8s-job-limits"],
    why: "Pods on their own, logins and endless jobs have nothing in common; exemptions take the place of allowKinds.",
  },
  {
    row: "k8s-references-resolve",
    policies: [
      "k8s-selector-matches-template",
      "k8s-selectors-select",
      "k8s-backends-exist",
      "k8s-pod-references-exist",
      "k8s-no-duplicate-env",
      "k8s-probe-ports-declared",
    ],
    why: "Only a workload's own selector is surely wrong; what autoscalers point at is hpa-target-valid.",
  },
];
