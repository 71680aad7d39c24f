import { z } from "zod";

/** Knob that is a regular expression; one that does not compile is a mistake in the config. */
export const REGEX = z.string().refine(compiles, { error: "a regular expression" });

function compiles(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
