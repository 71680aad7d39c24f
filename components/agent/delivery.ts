import { z } from "zod";
import { text } from "../settings/check.ts";

/** How a new version takes over. */
export const Delivery = z
  .discriminatedUnion("strategy", [
    z.strictObject({ strategy: z.literal("rolling") }),
    z.strictObject({ strategy: z.literal("canary") }),
    z.strictObject({
      strategy: z.literal("blueGreen"),
      production: z.enum(["blue", "green"]).default("blue").describe("The colour that gets all the traffic."),
      newest: z
        .enum(["blue", "green"])
        .optional()
        .describe("The colour that runs `image`. The production colour where it is left out."),
      other: text(/^[a-z][a-z0-9-]{0,18}[a-z0-9]$/, "a revision suffix, as the output `revisions` names it")
        .optional()
        .describe("Revision suffix of the colour that is not the newest, from the stack output `revisions`."),
    }),
  ])
  .describe("How a new version takes over: replaced at once, step by step, or beside the old one until you switch.");
