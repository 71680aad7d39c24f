import type { Publisher } from "./dapr/publisher.ts";
import { type RunRecord, viewOf } from "./runs/run.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state/state.ts";

/** The topics that the agent is subscribed to and may publish to. */
export class Topics {
  readonly subscribed: string[];
  readonly published: string[];
  /** The topic that runs can be sent to for any replica to take, if there is one. */
  readonly levelling: string | undefined;
  readonly #publisher: Publisher | undefined;

  /** @param parts what publishes, none without a sidecar; and the store, none where replicas do not share one */
  constructor(topics: Settings["topics"], { publisher, store }: { publisher?: Publisher; store?: State }) {
    this.subscribed = topics.subscribe;
    this.published = topics.publish;
    this.#publisher = publisher;
    const both = topics.subscribe.find((topic) => topics.publish.includes(topic));
    // A run that any replica may take must be one that any replica can be asked for.
    this.levelling = publisher && store ? both : undefined;
  }

  /** Sends a run to a topic, for any replica to take. @throws SidecarError */
  async publishRequest({ id, agent_id, task }: RunRecord, topic: string): Promise<void> {
    const data = { agent_id, run: id, payload: task };
    await this.#publisher?.publish({ topic, id, type: "daca.run.requested", data });
  }

  /** Tells the topics that are for results what came of a run that came by a topic. @throws SidecarError */
  async publishResult(record: RunRecord): Promise<void> {
    if (record.topic === undefined) return;
    const topics = this.published.filter((topic) => !this.subscribed.includes(topic));
    const { id } = record;
    const message = { id: `${id}-result`, type: "daca.run.finished", data: viewOf(record) };
    await Promise.all(topics.map((topic) => this.#publisher?.publish({ topic, ...message })));
  }
}
