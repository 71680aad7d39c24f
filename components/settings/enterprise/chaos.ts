import { z } from "zod";
import { numeric } from "../check.ts";
import { Cron } from "./cron.ts";
import { seconds } from "./fields.ts";

/** Longest experiment: long enough to see an effect, short enough to sit through. */
const LONGEST = 600;

const target = {
  agents: z
    .array(z.string())
    .min(1)
    .describe("Agents whose pods are hit, one pod at a time. Others are never touched."),
  // In working hours, so that somebody sees what breaks.
  schedule: Cron.default("0 10 * * 1").describe("When it starts, in UTC, as in cron. Weekly where it is left out."),
};

/** Experiments that break something on purpose. Each happens only where it is described. */
export const ChaosBlock = z
  .strictObject({
    podKill: z.strictObject(target).optional().describe("Stop a pod."),
    cpuStress: z
      .strictObject({
        ...target,
        seconds: seconds(LONGEST).default(60).describe("How long it lasts."),
        loadPercent: numeric(z.int().min(1).max(100))
          .default(80)
          .describe("CPU use of the one core that is kept busy."),
      })
      .optional()
      .describe("Keep a pod's CPU busy."),
    networkDelay: z
      .strictObject({
        ...target,
        seconds: seconds(LONGEST).default(60).describe("How long it lasts."),
        // Enough to be felt across zones, short of Dapr's timeouts.
        milliseconds: numeric(z.int().min(1).max(5000)).default(100).describe("What each packet is held up."),
        jitterMilliseconds: numeric(z.int().min(0).max(1000)).default(10).describe("By how much that varies."),
      })
      .optional()
      .describe("Slow a pod's way to the state store down."),
  })
  .prefault({})
  .describe("Experiments that break something on purpose, each only where it is described here.");

/** Experiments that break something on purpose. */
export type ChaosBlock = z.infer<typeof ChaosBlock>;
