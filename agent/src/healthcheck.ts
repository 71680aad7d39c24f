/** The image's HEALTHCHECK: whether the agent answers GET /health in time. Exit code 0 when it does, else 1. */
const DEADLINE_MS = 3000;

try {
  const url = `http://127.0.0.1:${process.env.PORT || 8000}/health`;
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`answered ${response.status}`);
} catch (error) {
  console.error(`the agent is not healthy: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
