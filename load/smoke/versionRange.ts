type Version = [major: number, minor: number, patch: number];

const COMPARATOR = /^(>=|>|<=|<|=)?(\d+\.\d+\.\d+)$/;

/** Whether a text is a range: comparators such as `>=1.16.0 <2.0.0`, all of which must hold. */
export function isRange(range: string): boolean {
  return range
    .trim()
    .split(/\s+/)
    .every((comparator) => COMPARATOR.test(comparator));
}

/** Whether a version such as `1.16.2` or `1.17.0-rc.1` is in a range. A pre-release counts as before its release. */
export function isInRange(version: string, range: string): boolean {
  const [, numbers, preRelease] = /^v?(\d+\.\d+\.\d+)(-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(version) ?? [];
  if (numbers === undefined) return false;
  return range
    .trim()
    .split(/\s+/)
    .every((comparator) => {
      const [, operator = "=", limit = ""] = COMPARATOR.exec(comparator) ?? [];
      const order = compare(parse(numbers), parse(limit)) || (preRelease ? -1 : 0);
      return (
        { ">=": order >= 0, ">": order > 0, "<=": order <= 0, "<": order < 0, "=": order === 0 }[operator] ?? false
      );
    });
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
