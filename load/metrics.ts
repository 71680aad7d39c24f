import { Counter, Rate, Trend } from "k6/metrics";

/** Share of the answers that were wrong. */
export const errors = new Rate("errors");

/** Milliseconds from a message to its answer; the requests that ask how runs are doing are not in it. */
export const messageDuration = new Trend("message_duration", true);

/** Answers 429 with Retry-After: the queue was full. */
export const refused = new Counter("refused");

/** Answers 503 with Retry-After: the replica is about to stop. */
export const draining = new Counter("draining");

/** Runs that the agent promised to finish, with 200 or 202. */
export const accepted = new Counter("accepted");

/** Accepted runs that were seen finished after the arrivals had ended. */
export const finished = new Counter("finished");

/** Share of the finished runs that ended as failed. */
export const failed = new Rate("failed");

/** Goes up by one for each accepted run and down by one when it is seen finished: what is left at the end is lost. */
export const lost = new Counter("lost");
