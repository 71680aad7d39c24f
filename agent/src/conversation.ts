import type { RunResult, Task } from "./runs/run.ts";
import { change } from "./state/change.ts";
import type { State } from "./state/state.ts";

/** Bytes: half of what a document may have in Cosmos DB, the smallest of the stores. */
const LARGEST = 1_000_000;

/** Seconds a conversation is kept after its last turn: 30 days. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

/** A question and its answer. */
export interface Turn {
  run: string;
  question: string;
  answer: string;
  /** When it was answered. */
  at: string;
  model: string;
  usage: RunResult["usage"];
}

interface Document {
  turns: Turn[];
}

/** The conversations of agent ids. */
export class Conversations {
  readonly #state: State;
  readonly #options: { turns: number; onConflict: () => void };

  /** @param options how many turns are kept, and who is told when another replica has written in between */
  constructor(state: State, options: { turns: number; onConflict: () => void }) {
    this.#state = state;
    this.#options = options;
  }

  /** The turns, oldest first, or undefined when there are none. */
  async turns(agentId: string): Promise<Turn[] | undefined> {
    return ((await this.#state.get(keyOf(agentId)))?.value as Document | undefined)?.turns;
  }

  /** Appends a turn, once for each run. When another has written in between, it reads and appends again. */
  async append(agentId: string, turn: Turn): Promise<void> {
    await change<Document>({
      state: this.#state,
      key: keyOf(agentId),
      onConflict: this.#options.onConflict,
      decide: (present) => {
        const turns = present?.turns ?? [];
        if (turns.some(({ run }) => run === turn.run)) return undefined;
        return { value: { turns: this.#kept([...turns, turn]) }, ttlSeconds: KEPT_SECONDS };
      },
    });
  }

  /** The last turns, as many as may be and fit. */
  #kept(turns: Turn[]): Turn[] {
    let bytes = 0;
    const first = turns.findLastIndex((turn) => {
      bytes += Buffer.byteLength(JSON.stringify(turn));
      return bytes > LARGEST;
    });
    return turns.slice(Math.max(first + 1, turns.length - this.#options.turns));
  }
}

/** What is asked of the model for a task. */
export function questionOf({ topic, type, depth }: Task): string {
  const wanted = type ? `Write a ${type.replaceAll("_", " ")} on: ${topic}` : topic;
  return depth ? `${wanted}\n\n${DEPTHS[depth]}` : wanted;
}

const DEPTHS = {
  brief: "Be brief: the main points, in a few sentences.",
  standard: "Give a full answer with the main points and the reasons for them.",
  deep: "Go deep: cover the background, the points for and against, the details and what is not known.",
};

function keyOf(agentId: string): string {
  return `conversation-${agentId}`;
}
