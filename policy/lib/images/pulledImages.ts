import type { Kind } from "../kinds/index.ts";
import { containersIn, POD_KINDS, type PodKind, podOf, podSpecIn } from "../kubernetes/pods.ts";
import type { AnyResource, Resource } from "../resource.ts";
import { imagesOf, type PlacedImage, parseImage } from "./image.ts";

/** Every kind that pulls images. */
export const PULLING_KINDS = [
  ...POD_KINDS,
  "azure-native:app:ContainerApp",
  "azure-native:app:Job",
  "aws:lambda:Function",
] as const satisfies readonly Kind[];

export type PullingKind = (typeof PULLING_KINDS)[number];

/** Every image that a resource pulls: those that it runs, and those that its pods mount, such as models. */
export function pulledImages(resource: AnyResource | Resource): PlacedImage[] {
  const pod = podOf(resource);
  const mounted = (pod?.spec.volumes ?? []).flatMap(({ image }, index) =>
    image?.reference === undefined
      ? []
      : [{ image: image.reference, path: `${pod?.path}.volumes[${index}].image.reference` }],
  );
  return [...imagesOf(resource as AnyResource), ...mounted];
}

/** Sets each image in inputs to what it should be, where that is known. */
export function rewriteImages(kind: PullingKind, props: object, rewrite: (image: string) => string | undefined): void {
  for (const [holder, key] of holders(kind, props)) {
    const image = holder[key];
    if (typeof image === "string") holder[key] = rewrite(image) ?? image;
  }
}

function holders(kind: PullingKind, props: object): [holder: Record<string, unknown>, key: string][] {
  const at = (holders: object[], key: string): [Record<string, unknown>, string][] =>
    holders.map((holder) => [holder as Record<string, unknown>, key]);
  if (kind === "aws:lambda:Function") return at([props], "imageUri");
  if (kind === "azure-native:app:ContainerApp" || kind === "azure-native:app:Job") {
    const { template } = props as Resource<"azure-native:app:ContainerApp">["props"];
    return at([...(template?.containers ?? []), ...(template?.initContainers ?? [])], "image");
  }
  const spec = podSpecIn(kind satisfies PodKind, props);
  // A copy, because the SDK's view of inputs that are to be mended breaks an array's own flatMap.
  const mounted = [...(spec?.volumes ?? [])].flatMap(({ image }) => (image ? [image] : []));
  return [...at(containersIn(spec), "image"), ...at(mounted, "reference")];
}

/** What names an image whatever its version, in full: `docker.io/library/nginx`. */
export function fullName(image: string): string {
  const { registry, repository } = parseImage(image);
  const host = registry.toLowerCase();
  return `${host === "index.docker.io" ? "docker.io" : host}/${repository}`;
}

/** Whether a name is one of these or below one of them: below `acr.io` is `acr.io/agent`, not `acr.io.evil.com/agent`. */
export function isWithin(name: string, places: readonly string[]): boolean {
  return places.some((place) => `${name}/`.startsWith(`${place.replace(/\/+$/, "")}/`));
}
