import { z } from "zod";
import { KUBERNETES_VERSION, minorOf } from "../../lib/kubernetes/kubernetesVersion.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** What Kubernetes keeps apart between pods, and the minor version since which it counts as safe. */
const SAFE: Record<string, number> = {
  "kernel.shm_rmid_forced": 0,
  "net.ipv4.ip_local_port_range": 0,
  "net.ipv4.ip_unprivileged_port_start": 0,
  "net.ipv4.ping_group_range": 0,
  "net.ipv4.tcp_syncookies": 0,
  "net.ipv4.ip_local_reserved_ports": 27,
  "net.ipv4.tcp_fin_timeout": 29,
  "net.ipv4.tcp_keepalive_intvl": 29,
  "net.ipv4.tcp_keepalive_probes": 29,
  "net.ipv4.tcp_keepalive_time": 29,
  "net.ipv4.tcp_rmem": 32,
  "net.ipv4.tcp_wmem": 32,
  "net.ipv4.tcp_notsent_lowat": 37,
  "net.ipv4.tcp_slow_start_after_idle": 37,
};

/** A pod must set no kernel parameter that its neighbours would feel. */
export const rule = resourceRule({
  name: "k8s-safe-sysctls",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A pod must set no kernel parameter but those that Kubernetes counts as safe.",
  why: "other parameters change the node for every pod on it, or the pod is refused",
  fix: "remove the parameter from securityContext.sysctls, or set it on a node pool of its own",
  references: ["PSS baseline", "KL unsafe-sysctls"],
  kinds: POD_KINDS,
  knobs: {
    ...KUBERNETES_VERSION,
    allowedSysctls: z.array(z.string()).default([]).describe("Further parameters that the nodes allow."),
  },
  check(resource, { kubernetesVersion, allowedSysctls }) {
    const pod = podOf(resource);
    return (pod?.spec.securityContext?.sysctls ?? [])
      .map(({ name = "" }, index) => ({
        path: `${pod?.path}.securityContext.sysctls[${index}].name`,
        got: name,
        want: "a parameter that is safe",
      }))
      .filter(({ got }) => !((SAFE[got] ?? Infinity) <= minorOf(kubernetesVersion) || allowedSysctls.includes(got)));
  },
});
