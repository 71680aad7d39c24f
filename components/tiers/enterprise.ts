import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import type { EnterpriseSettings } from "../settings.ts";

/** Agents on one Kubernetes cluster: made on Azure or AWS, or one that is there. */
export class EnterpriseTier extends Component<Omit<EnterpriseSettings, "secrets" | "warnings">> {
  /** The stack's outputs. */
  readonly outputs: Record<string, unknown> = {};

  constructor(name: string, settings: EnterpriseSettings, opts?: pulumi.ComponentResourceOptions) {
    const { secrets: _, warnings: __, ...described } = settings;
    super("daca:tier:Enterprise", name, described, opts);
    this.registerOutputs(this.outputs);
  }
}
