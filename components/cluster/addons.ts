import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject } from "../kubernetes/manifest.ts";
import type { Addon, AddonContext, AddonNamespace } from "./addon.ts";
import type { AddonName } from "./addonNames.ts";
import { CATALOGUE } from "./catalogue.ts";
import { installedBefore, installOrder } from "./installOrder.ts";
import { namespaceManifest } from "./namespace.ts";
import { addonPolicies } from "./networkPolicies.ts";
import type { ClusterPlatform } from "./platform.ts";
import type { Flow } from "./traffic.ts";

export interface AddonsArgs {
  context: AddonContext;
  /** Provider of the cluster. */
  provider: ClusterPlatform["provider"];
  /** What must exist before anything is installed, such as nodes and PriorityClasses. */
  ready: pulumi.Resource[];
}

/** Seconds until a release counts as failed: images are pulled, and nodes may have to be added first. */
const TIMEOUT = 600;

/**
 * The third-party software of a cluster, each program in a namespace of its own with nothing open but what it needs.
 * Each is installed after what it needs. One that fails is rolled back whole, so that the next `up` starts clean.
 * Charts' provenance is not verified: most of them publish none, and the engine would need a keyring on every machine
 * that runs it; their versions are exact and their repositories are reached by TLS.
 */
export class Addons extends Component<object> {
  /** The last object of each add-on: what uses an add-on waits for it. */
  readonly ready: Partial<Record<AddonName, pulumi.Resource[]>> = {};

  constructor(name: string, args: AddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { context, provider } = args;
    const { cluster, installed } = context;
    super("daca:cluster:Addons", name, { cluster, installed }, opts);
    const child = { parent: this, provider };
    const namespaces = new Map<string, pulumi.Resource[]>();
    const traffic = namespacesOf(context);

    for (const addonName of installOrder(installed)) {
      const addon = CATALOGUE[addonName];
      const places = addon.namespaces(context);
      for (const place of places) {
        if (namespaces.has(place.name)) continue;
        namespaces.set(place.name, this.#namespace(`${name}-${place.name}`, place, traffic, args));
      }
      const before = installedBefore(addonName, installed).flatMap((each) => this.ready[each] ?? []);
      const own = places.flatMap((place) => namespaces.get(place.name) ?? []);
      const release = new Release(`${name}-${addon.release}`, releaseArgs(addon, context), {
        ...child,
        dependsOn: [...args.ready, ...own, ...before],
      });
      const besides = (addon.besides?.(context) ?? []).map((manifest) =>
        kubernetesObject(`${name}-${manifest.metadata.name}`, manifest, { ...child, dependsOn: [release, ...before] }),
      );
      this.ready[addonName] = [release, ...besides];
    }
    this.registerOutputs();
  }

  #namespace(name: string, place: AddonNamespace, all: AddonNamespace[], args: AddonsArgs): pulumi.Resource[] {
    const { labels, platform } = args.context;
    const child = { parent: this, provider: args.provider };
    const manifest = namespaceManifest(place.name, place.podSecurity, labels);
    const namespace = kubernetesObject(`${name}-namespace`, manifest, { ...child, dependsOn: args.ready });
    const traffic = { ...place.traffic, egress: [...place.traffic.egress, ...mirrored(place.name, all)] };
    return addonPolicies(place.name, labels, traffic, platform).map((policy) =>
      kubernetesObject(`${name}-${policy.metadata.name}`, policy, { ...child, dependsOn: namespace }),
    );
  }
}

/** Every namespace of the add-ons that a cluster gets, once. */
export function namespacesOf(context: AddonContext): AddonNamespace[] {
  const all = context.installed.flatMap((each) => CATALOGUE[each].namespaces(context));
  return [...new Map(all.map((each) => [each.name, each])).values()];
}

/** What a namespace may send, because others take it in. */
function mirrored(sender: string, all: readonly AddonNamespace[]): Flow[] {
  return all.flatMap(({ name, traffic }) =>
    traffic.ingress.flatMap(({ peer, ports }): Flow[] =>
      name !== sender && typeof peer === "object" && peer.namespaces.includes(sender)
        ? [{ peer: { namespaces: [name] }, ports }]
        : [],
    ),
  );
}

function releaseArgs(addon: Addon, context: AddonContext) {
  return {
    name: addon.release,
    namespace: addon.namespaces(context)[0].name,
    chart: addon.chart,
    version: addon.version,
    repositoryOpts: { repo: addon.repository },
    values: addon.values(context),
    atomic: true,
    cleanupOnFail: true,
    waitForJobs: true,
    // Those in a chart's own folder for them; most charts here have them among their templates.
    skipCrds: false,
    maxHistory: 5,
    timeout: addon.timeoutSeconds ?? TIMEOUT,
  };
}
