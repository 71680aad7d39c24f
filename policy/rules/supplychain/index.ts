import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as chartNotOpaque } from "./chart-not-opaque.ts";
import { rule as chartPinned } from "./chart-pinned.ts";
import { rule as imageDigestPinned } from "./image-digest-pinned.ts";
import { rule as imageNoFloatingTag } from "./image-no-floating-tag.ts";
import { rule as imageRegistryAllowlist } from "./image-registry-allowlist.ts";
import { rule as modelSupplyChain } from "./model-supply-chain.ts";
import { rule as noRuntimeCodeFetch } from "./no-runtime-code-fetch.ts";
import { rule as signatureAdmissionPresent } from "./signature-admission-present.ts";

export const rules: Rule[] = [
  imageDigestPinned,
  imageNoFloatingTag,
  imageRegistryAllowlist,
  signatureAdmissionPresent,
  chartPinned,
  chartNotOpaque,
  noRuntimeCodeFetch,
  modelSupplyChain,
];

export const departures: Departure[] = [
  {
    row: "image-digest-pinned",
    policies: ["image-digest-pinned"],
    why: "Digests come from the knob lock rather than from a file or a registry, because a policy reads nothing but its config.",
  },
  {
    row: "signature-admission-present",
    policies: ["signature-admission-present"],
    why: "Ratify is left to the knob verifiedNamespaces, because its users name its constraints' kinds themselves, and a registry's quarantine to acr-hardened; Azure retires its content trust.",
  },
  {
    row: "chart-pinned",
    policies: ["chart-pinned", "chart-not-opaque"],
    why: "What version is installed and whether policies see it are two concerns, and the level of the second takes the place of requireChartNotRelease.",
  },
  {
    row: "model-supply-chain",
    policies: ["model-supply-chain"],
    why: "Which models may be deployed is for model-deployment-guard to say, and models in image volumes are images to the three rules about those.",
  },
];
