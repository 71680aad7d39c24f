import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";

/** A hook that lets only requests with the bearer token pass. @throws Problem 401 */
export function requireBearer(token: string) {
  return async (request: FastifyRequest): Promise<void> => {
    const [, given] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "") ?? [];
    if (given !== undefined && isSame(given, token)) return;
    const headers = { "www-authenticate": "Bearer" };
    throw new Problem(401, "the request needs the header Authorization: Bearer <token>", { headers });
  };
}

/** A hook that lets only the Dapr sidecar pass. @throws Problem 401 */
export function requireDaprToken(token: string) {
  return async (request: FastifyRequest): Promise<void> => {
    const given = request.headers["dapr-api-token"];
    if (typeof given === "string" && isSame(given, token)) return;
    const headers = { "www-authenticate": "dapr-api-token" };
    throw new Problem(401, "messages come from the Dapr sidecar, which sends the header dapr-api-token", { headers });
  };
}

/** Takes as long for a token that is nearly right as for any other. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
