/**
 * The host of the registry that a repository names, such as `ghcr.io` of `ghcr.io/acme/research-agent`, as container
 * engines read it. Undefined where it names none: the image is in the registry that the stack makes.
 */
export function registryHost(repository: string): string | undefined {
  const first = repository.split("/")[0] ?? "";
  return repository.includes("/") && /[.:]|^localhost$/.test(first) ? first : undefined;
}
