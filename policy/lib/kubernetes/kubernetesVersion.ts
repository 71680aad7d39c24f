import { z } from "zod";

/** The knob by which rules know what Kubernetes the clusters run. */
export const KUBERNETES_VERSION = {
  kubernetesVersion: z
    .string()
    .regex(/^1\.\d+$/, "a version such as 1.33")
    .default("1.33")
    .describe("Oldest version of Kubernetes that a cluster runs, as 1.33."),
};

/** The minor number of a version: 33 of `1.33`. */
export function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}
