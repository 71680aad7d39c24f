import { AGENT_ID } from "../runs/run.ts";

/** Path parameters of what belongs to an agent id. */
export const AGENT_PARAMS = {
  type: "object",
  properties: { id: { type: "string", pattern: AGENT_ID } },
} as const;

/** What a task may say. */
export const TASK = {
  type: "object",
  additionalProperties: false,
  required: ["topic"],
  properties: {
    topic: { type: "string", minLength: 1, maxLength: 4000 },
    type: { type: "string", minLength: 1, maxLength: 100 },
    depth: { enum: ["brief", "standard", "deep"] },
  },
} as const;
