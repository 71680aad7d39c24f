import type { FastifyInstance } from "fastify";
import type { Conversations } from "../conversation.ts";
import { Problem } from "../problem.ts";
import type { OpenRuns } from "../runs/openRuns.ts";
import { RUN_ID, viewOf } from "../runs/run.ts";
import type { RunStore } from "../runs/runStore.ts";
import { AGENT_PARAMS } from "./schemas.ts";

/** What callers may read of an agent id. */
export interface RunRoutes {
  open: OpenRuns;
  store: RunStore;
  conversations: Conversations;
}

/** Runs and conversations, to read. */
export function runRoutes(app: FastifyInstance, { open, store, conversations }: RunRoutes): void {
  const params = {
    ...AGENT_PARAMS,
    properties: { ...AGENT_PARAMS.properties, run: { type: "string", pattern: RUN_ID } },
  };

  app.get<{ Params: { id: string; run: string } }>("/agents/:id/runs/:run", { schema: { params } }, async (request) => {
    const { id, run } = request.params;
    const record = open.get(run)?.record ?? (await store.get(run));
    if (record?.agent_id !== id) throw new Problem(404, `${id} has no run ${run}`);
    return viewOf(record);
  });

  app.get<{ Params: { id: string } }>(
    "/agents/:id/conversation",
    { schema: { params: AGENT_PARAMS } },
    async (request) => {
      const { id } = request.params;
      const turns = await conversations.turns(id);
      if (!turns) throw new Problem(404, `${id} has no conversation`);
      return { agent_id: id, turns: turns.map(({ run, question, answer, at }) => ({ run, question, answer, at })) };
    },
  );
}
