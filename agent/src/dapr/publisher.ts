import { errorCode, type Sidecar, SidecarError } from "./sidecar.ts";

/** A message to a topic. */
export interface Message {
  topic: string;
  /** The CloudEvent's id: a message published twice has the same one. */
  id: string;
  /** The CloudEvent's type, such as `daca.run.requested`. */
  type: string;
  data: unknown;
}

/** Publishes CloudEvents through the Dapr sidecar: https://docs.dapr.io/reference/api/pubsub_api/. */
export class Publisher {
  readonly #sidecar: Sidecar;
  readonly #component: string;
  readonly #source: string;

  /** @param options the pub/sub component, and who is said to have published */
  constructor(sidecar: Sidecar, options: { component: string; source: string }) {
    this.#sidecar = sidecar;
    this.#component = options.component;
    this.#source = options.source;
  }

  /** @throws SidecarError when the broker has not taken it */
  async publish({ topic, id, type, data }: Message): Promise<void> {
    const answer = await this.#sidecar.request({
      method: "POST",
      path: `/v1.0/publish/${encodeURIComponent(this.#component)}/${encodeURIComponent(topic)}`,
      headers: { "content-type": "application/cloudevents+json" },
      body: { specversion: "1.0", id, source: this.#source, type, datacontenttype: "application/json", data },
    });
    if (answer.status !== 204 && answer.status !== 200) {
      throw new SidecarError(`topic ${topic} did not take the message: the Dapr sidecar answered ${errorCode(answer)}`);
    }
  }
}
