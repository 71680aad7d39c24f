import { ADDONS, type AddonName } from "./addonNames.ts";

/**
 * Add-ons in an order in which each comes after what it needs and what it makes use of; otherwise as they were given.
 * @throws {Error} naming those that wait for each other, when they do
 */
export function installOrder(names: readonly AddonName[]): AddonName[] {
  const ordered: AddonName[] = [];
  const place = (name: AddonName, waiting: AddonName[]) => {
    if (ordered.includes(name)) return;
    if (waiting.includes(name)) throw new Error(`add-ons wait for each other: ${[...waiting, name].join(", ")}`);
    for (const before of installedBefore(name, names)) place(before, [...waiting, name]);
    ordered.push(name);
  };
  for (const name of names) place(name, []);
  return ordered;
}

/** Those among the add-ons that must be there before one: what it needs, and what it makes use of. */
export function installedBefore(name: AddonName, names: readonly AddonName[]): AddonName[] {
  const { needs, uses } = ADDONS[name];
  return [...needs, ...uses].filter((each) => names.includes(each));
}
