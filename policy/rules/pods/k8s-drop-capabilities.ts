import { z } from "zod";
import { containersIn, containersOf, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { isWindows } from "../../lib/kubernetes/securityContexts.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** What each level of the Pod Security Standards lets a container add. */
const ADDABLE = {
  restricted: ["NET_BIND_SERVICE"],
  baseline: [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
  ],
};

/** Containers must drop all capabilities and add no dangerous one. Those of Windows know none. */
export const rule = resourceRule({
  name: "k8s-drop-capabilities",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A container must drop all capabilities and add none but those that are harmless.",
  why: "the default capabilities let it forge packets, and some others let it take the node",
  fix: 'set securityContext.capabilities to { drop: ["ALL"] }',
  references: [
    "PSS baseline",
    "PSS restricted",
    "CIS 5.2.8",
    "CIS 5.2.9",
    "KL drop-net-raw-capability",
    "NSA C-0046",
    "CKV_K8S_25",
    "CKV_K8S_28",
    "CKV_K8S_37",
    "CKV_K8S_39",
  ],
  kinds: POD_KINDS,
  knobs: {
    level: z
      .enum(["baseline", "restricted"])
      .default("restricted")
      .describe("Level of the Pod Security Standards; baseline asks for no drop."),
    allowedAdd: z.array(z.string()).default([]).describe("Capabilities that may be added besides those of the level."),
    hardDeny: z
      .array(z.string())
      .default(["ALL", "BPF", "NET_ADMIN", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO"])
      .describe("Capabilities that may not be added, whatever else allows them."),
  },
  check(resource, { level, allowedAdd, hardDeny }) {
    if (isWindows(podOf(resource))) return [];
    const addable = [...ADDABLE[level], ...allowedAdd].filter((each) => !hardDeny.includes(each));
    return containersOf(resource).flatMap(({ container, path }): Finding[] => {
      const { add = [], drop } = container.securityContext?.capabilities ?? {};
      const at = `${path}.securityContext.capabilities`;
      const added = add
        .map((capability, index) => ({
          path: `${at}.add[${index}]`,
          got: capability,
          want: `one of ${addable.join(", ")}`,
        }))
        .filter(({ got }) => !addable.includes(plain(got)));
      return level === "baseline" || drops(drop)
        ? added
        : [{ path: `${at}.drop`, got: drop, want: '["ALL"]' }, ...added];
    });
  },
  remediate(props, { level }, kind) {
    const spec = podSpecIn(kind, props);
    if (level === "baseline" || (spec && isWindows({ spec }))) return;
    for (const container of containersIn(spec)) {
      container.securityContext ??= {};
      container.securityContext.capabilities ??= {};
      const { capabilities } = container.securityContext;
      if (!drops(capabilities.drop)) capabilities.drop = ["ALL"];
    }
  },
});

function drops(drop: readonly string[] = []): boolean {
  return drop.some((each) => plain(each) === "ALL");
}

/** As Kubernetes names it, of what container runtimes accept. */
function plain(capability: string | undefined = ""): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}
