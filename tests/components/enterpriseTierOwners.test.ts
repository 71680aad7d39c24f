import assert from "node:assert/strict";
import { parse } from "yaml";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { manifestFiles } from "../../sandbox/plan/manifests.ts";
import { CLUSTERS, GITOPS, recordTier, VARIED } from "../support/enterpriseTier.ts";
import { opened, type Recorded } from "../support/program.ts";

type Object = Manifest & { spec: Record<string, unknown> };

/** What Argo CD and Pulumi each call themselves. */
const MANAGER = "app.kubernetes.io/managed-by";

/** Every object that Pulumi puts into the cluster, as it is written. */
function objectsOf({ resources }: Recorded): Object[] {
  return resources.flatMap(({ type, inputs }) =>
    type.startsWith("kubernetes:") && type !== "kubernetes:helm.sh/v3:Release" ? [opened(inputs) as Object] : [],
  );
}

/** Every object that GitOps commits, by the file that it is in. */
function committedBy({ resources }: Recorded): [string, Object][] {
  return Object.entries(manifestFiles(resources)).map(([path, text]) => [path, parse(text) as Object]);
}

/** What an object is, whoever put it there. */
function idOf({ apiVersion, kind, metadata }: Manifest): string {
  return `${apiVersion} ${kind} ${metadata.namespace}/${metadata.name}`;
}

/** An object as both ways of delivery have it: without the name of its owner and what is said to Pulumi alone. */
function common(object: Manifest): unknown {
  const text = JSON.stringify(object).replaceAll(
    new RegExp(`"${MANAGER}":"(?:pulumi|argocd)"`, "g"),
    `"${MANAGER}":""`,
  );
  const { metadata, ...rest } = JSON.parse(text) as Manifest;
  const { annotations, ...named } = metadata;
  const { "pulumi.com/skipAwait": _, ...others } = annotations ?? {};
  return { ...rest, metadata: { ...named, ...(Object.keys(others).length > 0 ? { annotations: others } : {}) } };
}

for (const provider of ["aks", "eks", "existing"] as const) {
  describe(`Who owns what on ${provider}`, () => {
    let direct: Recorded;
    let gitops: Recorded;

    before(async () => {
      const block = { cluster: CLUSTERS[provider]() };
      direct = await recordTier({ agents: VARIED, block });
      gitops = await recordTier({ agents: VARIED, block: { ...block, delivery: GITOPS } });
    });

    it("gives each object one owner: Pulumi, or Argo CD", () => {
      const made = new Set(objectsOf(gitops).map(idOf));
      const committed = committedBy(gitops).map(([, object]) => idOf(object));
      assert.deepEqual(
        committed.filter((id) => made.has(id)),
        [],
      );
      assert.equal(new Set(committed).size, committed.length);
      assert.equal(committed.length, 39);
    });

    it("commits for Argo CD what Pulumi would make itself, and nothing else", () => {
      const madeById = new Map(objectsOf(direct).map((object) => [idOf(object), object]));
      const onlyDirect = objectsOf(direct)
        .map(idOf)
        .filter((id) => !objectsOf(gitops).some((each) => idOf(each) === id));
      const committed = committedBy(gitops).map(([, object]) => object);
      assert.deepEqual(committed.map(idOf).toSorted(), onlyDirect.toSorted());
      for (const object of committed) {
        assert.deepEqual(common(object), common(madeById.get(idOf(object)) as Object), idOf(object));
      }
    });

    it("says on each object of a team who owns it", () => {
      for (const [path, { metadata }] of committedBy(gitops)) assert.equal(metadata.labels?.[MANAGER], "argocd", path);
      const teams = objectsOf(direct).filter(({ metadata }) => metadata.namespace === "research");
      assert.equal(teams.length, 39 + 3 * 9 + 4 + 4);
      for (const object of teams) assert.equal(object.metadata.labels?.[MANAGER], "pulumi", idOf(object));
    });

    it("commits plain values alone", () => {
      for (const [path, text] of Object.entries(manifestFiles(gitops.resources))) {
        assert.doesNotMatch(text, /\[secret\]|\[unknown\]|\[resource |Output<|\[object Object\]|undefined/, path);
      }
    });

    it("lets Argo CD find each agent where its manifests are, and take from there what is in them", () => {
      const { namespaceResourceWhitelist: allowed } = gitops.named("enterprise-projects-research").inputs.spec as {
        namespaceResourceWhitelist: { group: string; kind: string }[];
      };
      const applications = gitops.ofType("kubernetes:argoproj.io/v1alpha1:Application");
      const sources = applications.map(({ inputs }) => (inputs.spec as { source: { path: string } }).source);
      assert.deepEqual(
        sources.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
        ["bluegreen", "canary", "plain", "rolling"].map((agent) => ({
          repoURL: GITOPS.repository,
          targetRevision: GITOPS.revision,
          path: `${GITOPS.path}/research/${agent}`,
        })),
      );
      for (const [path, { apiVersion, kind, metadata }] of committedBy(gitops)) {
        const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
        assert.ok(
          allowed.some((each) => each.group === group && each.kind === kind),
          `${path} ${group} ${kind}`,
        );
        assert.match(path, /^research\/(?:bluegreen|canary|plain|rolling)\/\d\d-[a-z]+-[a-z-]+\.yaml$/);
        assert.equal(metadata.namespace, "research");
      }
    });

    for (const [way, all] of [
      ["by Pulumi", () => objectsOf(direct)],
      ["by Argo CD", () => [...objectsOf(gitops), ...committedBy(gitops).map(([, object]) => object)]],
    ] as const) {
      it(`lets one autoscaler alone decide how many replicas there are, and nobody how large they are (${way})`, () => {
        const objects = all();
        const of = (kind: string) => objects.filter((object) => object.kind === kind);
        const workloads = [...of("Deployment"), ...of("Rollout")];
        const named = (ref: unknown, namespace: string | undefined) => {
          const { apiVersion, kind, name } = ref as { apiVersion: string; kind: string; name: string };
          return idOf({ apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } });
        };
        const scaled = of("ScaledObject").map(({ spec, metadata }) => named(spec.scaleTargetRef, metadata.namespace));
        const advised = of("VerticalPodAutoscaler").map(({ spec, metadata }) =>
          named(spec.targetRef, metadata.namespace),
        );
        assert.deepEqual(scaled.toSorted(), workloads.map(idOf).toSorted());
        assert.deepEqual(advised.toSorted(), scaled.toSorted());
        assert.equal(new Set(scaled).size, 4);
        for (const workload of workloads) assert.ok(!("replicas" in workload.spec), idOf(workload));
        for (const { spec } of of("VerticalPodAutoscaler")) assert.deepEqual(spec.updatePolicy, { updateMode: "Off" });
        assert.deepEqual(of("HorizontalPodAutoscaler"), []);
      });
    }
  });
}
