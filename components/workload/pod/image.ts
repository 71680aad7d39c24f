import * as pulumi from "@pulumi/pulumi";
import { registryHost } from "../../agent/registryHost.ts";
import type { Agent } from "../../agent.ts";
import type { WorkloadContext } from "../context.ts";

/**
 * The agent's image by its digest.
 * @throws {pulumi.RunError} where a part of the name is missing
 */
export function imageOf({ name, image }: Agent, { registry }: WorkloadContext): string {
  if (image.digest === undefined) {
    throw new pulumi.RunError(`agent ${name}: image.digest is missing; a tag can be moved, a digest cannot`);
  }
  if (registryHost(image.repository)) return `${image.repository}@${image.digest}`;
  if (registry === undefined) {
    throw new pulumi.RunError(
      `agent ${name}: image.repository is ${image.repository}, without a registry host such as ghcr.io, and this cluster has no registry of its own`,
    );
  }
  return `${registry}/${image.repository}@${image.digest}`;
}
