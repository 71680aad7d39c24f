import type { Step } from "../step.ts";
import { conversation } from "./conversation.ts";
import { dapr, revision, state } from "./healthCheck.ts";
import { message } from "./message.ts";
import { health, ready } from "./probes.ts";
import { publishConsume } from "./publishConsume.ts";
import { badInput, token } from "./refusals.ts";
import { tls } from "./tls.ts";

/** What a deployed agent must do, in the order in which it is tried: what all depends on first. */
export const steps: Step[] = [
  tls,
  health,
  ready,
  state,
  dapr,
  revision,
  message,
  conversation,
  publishConsume,
  badInput,
  token,
];
