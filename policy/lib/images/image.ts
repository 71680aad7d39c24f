import { containersOf } from "../kubernetes/pods.ts";
import { type AnyResource, isKind, type Resource } from "../resource.ts";

/** A reference to a container image, taken apart. */
export interface ImageReference {
  /** Host, with its port; `docker.io` where none is named. */
  registry: string;
  /** Without the host: `acme/research-agent`. */
  repository: string;
  tag?: string;
  /** `sha256:...` */
  digest?: string;
}

/**
 * Takes an image reference apart as container runtimes do: the first part is a host only if it has a dot, a port or is
 * `localhost`, and what follows the last slash may have a tag.
 */
export function parseImage(image: string): ImageReference {
  const [named = "", digest] = image.split("@");
  const first = named.split("/")[0] ?? "";
  const hasHost = named.includes("/") && (/[.:]/.test(first) || first === "localhost");
  const path = hasHost ? named.slice(first.length + 1) : named;
  const [, repository = path, tag] = /^(.*?)(?::([^/:]+))?$/.exec(path) ?? [];
  const registry = hasHost ? first : "docker.io";
  const official = registry === "docker.io" && !repository.includes("/");
  return {
    registry,
    repository: official ? `library/${repository}` : repository,
    ...(tag ? { tag } : {}),
    ...(digest ? { digest } : {}),
  };
}

/** An image that a resource runs, and where it says so. */
export interface PlacedImage {
  image: string;
  path: string;
}

/** Every image that a resource runs: of pods, of container apps and jobs, of functions. */
export function imagesOf(resource: AnyResource): PlacedImage[] {
  if (isKind(resource, "azure-native:app:ContainerApp", "azure-native:app:Job")) {
    const { template } = (resource as Resource<"azure-native:app:ContainerApp">).props;
    return (["containers", "initContainers"] as const).flatMap((list) =>
      (template?.[list] ?? []).flatMap(({ image }, index) =>
        image === undefined ? [] : [{ image, path: `template.${list}[${index}].image` }],
      ),
    );
  }
  if (isKind(resource, "aws:lambda:Function")) {
    const { imageUri } = resource.props;
    return imageUri === undefined ? [] : [{ image: imageUri, path: "imageUri" }];
  }
  return containersOf(resource).flatMap(({ container, path }) =>
    container.image === undefined ? [] : [{ image: container.image, path: `${path}.image` }],
  );
}
