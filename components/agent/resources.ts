import { z } from "zod";
import { cores } from "../settings/check.ts";
import { Memory, memoryOf } from "../settings/quantity.ts";

/**
 * What Dapr's sidecar takes in each replica on Kubernetes (docs.dapr.io, "Production guidelines on Kubernetes"): CPU in
 * cores. The same whatever the agent, since it only passes on.
 */
export const SIDECAR = {
  requests: { cpu: 0.1, memory: "250Mi" },
  limits: { cpu: 0.3, memory: "1000Mi" },
} as const;

/** What one replica uses at most, and what it is sure of. */
export const Resources = z
  .strictObject({
    cpu: cores(z.number().positive()).default(1).describe("Most CPU cores that one replica uses."),
    memory: Memory.default("2Gi").describe("Most memory that one replica uses, in Mi or Gi."),
    requests: z
      .strictObject({
        cpu: cores(z.number().positive()).optional().describe("CPU cores that it is sure of."),
        memory: Memory.optional().describe("Memory that it is sure of."),
      })
      .optional()
      .describe(
        "What one replica is sure of, on Kubernetes: what is left out is as much as it may use. Less packs more replicas on a node, which then contend when all are busy.",
      ),
  })
  .superRefine(({ cpu, memory, requests }, context) => {
    if (requests?.cpu !== undefined && requests.cpu > cpu) {
      context.addIssue({ code: "custom", path: ["requests", "cpu"], message: `at most cpu (${cpu})` });
    }
    if (requests?.memory !== undefined && memoryOf(requests.memory) > memoryOf(memory)) {
      context.addIssue({ code: "custom", path: ["requests", "memory"], message: `at most memory (${memory})` });
    }
  });
