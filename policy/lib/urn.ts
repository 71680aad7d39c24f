/** Type and logical name from a URN such as `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function partsOf(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
