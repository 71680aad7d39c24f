const SECONDS = [365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1];

const DURATION =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds in a duration as Azure writes it, such as `P14D` or `PT5M`; undefined for what is none. */
export function isoSeconds(duration: string | undefined): number | undefined {
  const found = DURATION.exec(duration ?? "");
  return found?.slice(1).reduce((sum, digits, index) => sum + Number(digits ?? 0) * (SECONDS[index] ?? 0), 0);
}
