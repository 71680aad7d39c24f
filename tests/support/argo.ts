import { object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

const SOURCE = { repoURL: "https://github.com/acme/agents", path: "deploy", targetRevision: "v1.4.2" };

function applicationSpec(source: object, change: object): object {
  return {
    project: "agents",
    destination: { server: "https://kubernetes.default.svc", namespace: "agents" },
    source: { ...SOURCE, ...source },
    ...change,
  };
}

/** An application that every rule is content with; a case breaks its source or its spec. */
export function application(source: object = {}, change: object = {}): Fixture {
  return object(
    "kubernetes:argoproj.io/v1alpha1:Application",
    { namespace: "argocd" },
    { spec: applicationSpec(source, change) },
  );
}

/** The same application for several clusters. */
export function applicationSet(source: object = {}, change: object = {}): Fixture {
  const template = { metadata: { name: "{{.name}}" }, spec: applicationSpec(source, change) };
  const spec = { goTemplate: true, generators: [{ clusters: {} }], template };
  return object("kubernetes:argoproj.io/v1alpha1:ApplicationSet", { namespace: "argocd" }, { spec });
}

/** A project that every rule is content with. */
export function appProject(change: object = {}): Fixture {
  return {
    ...object(
      "kubernetes:argoproj.io/v1alpha1:AppProject",
      { name: "agents", namespace: "argocd" },
      {
        spec: {
          sourceRepos: ["https://github.com/acme/agents"],
          destinations: [{ server: "https://kubernetes.default.svc", namespace: "agents" }],
          clusterResourceWhitelist: [{ group: "", kind: "Namespace" }],
          ...change,
        },
      },
    ),
    name: "project",
  };
}
