import type { Resource } from "../resource.ts";

/** What makes applications of Argo CD. */
export type ApplicationKind = "kubernetes:argoproj.io:Application" | "kubernetes:argoproj.io:ApplicationSet";

export const APPLICATION_KINDS: readonly ApplicationKind[] = [
  "kubernetes:argoproj.io:Application",
  "kubernetes:argoproj.io:ApplicationSet",
];

type ApplicationSpec = NonNullable<Resource<"kubernetes:argoproj.io:Application">["props"]["spec"]>;

/** An application, or those that an ApplicationSet makes, and the path of what it says. */
export function applicationOf(resource: Resource<ApplicationKind>): { spec: ApplicationSpec; path: string } {
  return resource.kind === "kubernetes:argoproj.io:Application"
    ? { spec: resource.props.spec ?? {}, path: "spec" }
    : { spec: resource.props.spec?.template?.spec ?? {}, path: "spec.template.spec" };
}

/** Where an application comes from. */
export interface PlacedSource {
  repoURL: string | undefined;
  targetRevision: string | undefined;
  path: string;
}

/** Every source of an application: the one, the several, and the one that is rendered first. */
export function sourcesOf(resource: Resource<ApplicationKind>): PlacedSource[] {
  const { spec, path } = applicationOf(resource);
  const { source, sources, sourceHydrator } = spec;
  return [
    ...(source ? [{ source, path: `${path}.source` }] : []),
    ...(sources ?? []).map((source, index) => ({ source, path: `${path}.sources[${index}]` })),
    ...(sourceHydrator?.drySource
      ? [{ source: sourceHydrator.drySource, path: `${path}.sourceHydrator.drySource` }]
      : []),
  ].map(({ source, path }) => ({ repoURL: source?.repoURL, targetRevision: source?.targetRevision, path }));
}

/** Whether an ApplicationSet fills it in, so that only its generators know what it is. */
export function isTemplated(text: string | undefined): boolean {
  return /\{\{.*\}\}/s.test(text ?? "");
}

/** Whether a repository is one of some, or in a folder that is. */
export function isFromOneOf(repository: string | undefined, allowed: readonly string[]): boolean {
  return allowed.some(
    (each) => repository === each || repository?.startsWith(/[/:]$/.test(each) ? each : `${each}/`) === true,
  );
}
