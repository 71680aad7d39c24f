import { daprSidecarOf } from "../../lib/dapr/daprSidecar.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const SIZES = ["sidecar-cpu-request", "sidecar-memory-request", "sidecar-memory-limit"];

/** A sidecar must listen to its own pod alone; its size and its seccomp profile are advice. */
export const rule = resourceRule({
  name: "dapr-sidecar-hardened",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Dapr sidecar must listen to its own pod alone, and be bounded like any other container.",
  why: "every pod of the cluster could use the agent's state, secrets and topics",
  fix: "remove 0.0.0.0 and [::] from dapr.io/sidecar-listen-addresses, and set the sidecar's size and seccomp profile",
  references: ["Dapr security best practices", "PSS restricted", "OWASP ASI07"],
  kinds: POD_KINDS,
  check(resource) {
    const sidecar = daprSidecarOf(resource);
    if (!sidecar) return [];
    const findings: Finding[] = [];
    const addresses = sidecar.annotation("sidecar-listen-addresses");
    if ((addresses.value ?? "").split(",").some((each) => ["0.0.0.0", "::", "[::]"].includes(each.trim()))) {
      findings.push({ path: addresses.path, got: addresses.value, want: '"[::1],127.0.0.1"' });
    }
    const seccomp = sidecar.annotation("sidecar-seccomp-profile-type");
    if (seccomp.value !== "RuntimeDefault" && seccomp.value !== "Localhost") {
      findings.push({ path: seccomp.path, got: seccomp.value, want: '"RuntimeDefault"', advisory: true });
    }
    for (const name of SIZES) {
      const { value, path } = sidecar.annotation(name);
      if (!value) findings.push({ path, got: value, want: "a size: an autoscaler counts it in", advisory: true });
    }
    return findings;
  },
});
