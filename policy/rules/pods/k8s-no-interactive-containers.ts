import { containersOf, POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Containers must not be made to be logged in to. Those for debugging are. */
export const rule = resourceRule({
  name: "k8s-no-interactive-containers",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A container must not be made for people to log in to.",
  why: "whoever gets in leaves no trace in the image or the program",
  fix: "remove stdin, tty, port 22 and sudo, and debug with kubectl debug",
  references: ["KL ssh-port", "KSC C-0042", "KSC C-0062", "GK disallowinteractive"],
  kinds: POD_KINDS,
  check: (resource) =>
    containersOf(resource)
      .filter(({ list }) => list !== "ephemeralContainers")
      .flatMap(({ container, path }) => {
        const findings: Finding[] = [];
        for (const key of ["stdin", "tty"] as const) {
          if (container[key] === true) findings.push({ path: `${path}.${key}`, got: true, want: "false" });
        }
        for (const [index, { containerPort }] of (container.ports ?? []).entries()) {
          if (containerPort !== 22) continue;
          findings.push({ path: `${path}.ports[${index}].containerPort`, got: 22, want: "no SSH" });
        }
        for (const key of ["command", "args"] as const) {
          for (const [index, word] of (container[key] ?? []).entries()) {
            if (/(^|[\s;&|/])sudo\s/.test(`${word} `))
              findings.push({ path: `${path}.${key}[${index}]`, got: "sudo", want: "no sudo" });
          }
        }
        return findings;
      }),
});
