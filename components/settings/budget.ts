import { z } from "zod";
import { day, numeric, text } from "./check.ts";

/** Recipients of a budget or an alert. On Azure the subscription's owners always get both. */
export const Emails = z.array(z.email({ error: "an e-mail address" })).default([]);

/**
 * How much a stack may cost before somebody is told.
 * @param amount per month, where nothing is said
 */
export function budget(amount: number) {
  return z
    .strictObject({
      amount: numeric(z.number().positive())
        .default(amount)
        .describe("Per month, in the currency of the subscription or account. It warns, it stops nothing."),
      startDate: day(text(/^\d{4}-(?:0[1-9]|1[0-2])-01$/, "the first of a month, such as 2026-12-01"))
        .optional()
        .describe("First month that counts. The month of the first deployment where it is left out."),
      emails: Emails,
    })
    .prefault({});
}
