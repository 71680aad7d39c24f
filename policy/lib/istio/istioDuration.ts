const SECONDS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** A duration such as `1m30s` or `500ms` in seconds; undefined for what is none. */
export function istioDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, digits, unit = ""]) => sum + Number(digits) * (SECONDS[unit] ?? Number.NaN), 0);
}
