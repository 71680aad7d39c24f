import { readSettings } from "./settings.ts";

const read = readSettings(__ENV);
if ("problems" in read) throw read.problems; // a text: k6 would print the stack trace of an Error

/** The settings of this test, checked before the first request. */
export const settings = read;
