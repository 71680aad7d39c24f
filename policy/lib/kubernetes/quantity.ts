const UNITS: Record<string, number> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Divided by, so that 9m is exactly 0.009. */
const FRACTIONS: Record<string, number> = { n: 1e9, u: 1e6, m: 1e3 };

/** A Kubernetes quantity such as `250m` or `2Gi` as a number of cores or bytes; undefined for what is none. */
export function quantity(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const [, digits, unit = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(String(value)) ?? [];
  const divisor = FRACTIONS[unit];
  const factor = UNITS[unit];
  if (digits === undefined) return undefined;
  if (divisor !== undefined) return Number(digits) / divisor;
  return factor === undefined ? undefined : Number(digits) * factor;
}
