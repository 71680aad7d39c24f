import { text } from "./check.ts";

/** An amount of memory, in Mi or Gi. */
export const Memory = text(/^\d+(?:\.\d+)?(?:Mi|Gi)$/, "an amount of memory such as 512Mi or 2Gi");

/**
 * An amount of memory in Mi.
 * @param amount as settings write it, such as `512Mi` or `2Gi`
 */
export function memoryOf(amount: string): number {
  return Number.parseFloat(amount) * (amount.endsWith("Gi") ? 1024 : 1);
}

/** Memory in Mi as settings write it, in Gi where that is exact or, from 10 Gi on, near enough. */
export function showMemory(mebibytes: number): string {
  const gibibytes = mebibytes / 1024;
  if (Number.isInteger(gibibytes)) return `${gibibytes}Gi`;
  return gibibytes < 10 ? `${mebibytes}Mi` : `${gibibytes.toFixed(1)}Gi`;
}
