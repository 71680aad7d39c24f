import { text } from "../check.ts";

const MINUTE = "[0-5]?\\d";
const HOUR = "(?:[01]?\\d|2[0-3])";
const DAY_OF_MONTH = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY_OF_WEEK = "[0-6]";

/** A field of a schedule: values, ranges and steps, of which there may be several. */
function field(value: string): string {
  const item = `(?:\\*|${value}(?:-${value})?)(?:/[1-9]\\d?)?`;
  return `${item}(?:,${item})*`;
}

const FORM = new RegExp(`^${[MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK].map(field).join(" +")}$`);

/** A schedule in the five fields of cron, in UTC: minute, hour, day of month, month, day of week (0 is Sunday). */
export const Cron = text(FORM, "a schedule of five fields in UTC, such as 0 1 * * * for every day at 01:00");
