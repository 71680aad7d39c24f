import { errorCode, type Sidecar, type SidecarAnswer, SidecarError, type SidecarRequest } from "../dapr/sidecar.ts";
import { Conflict, type SaveOptions, type State, StateUnavailable, type Stored } from "./state.ts";

/**
 * State in the store behind the Dapr sidecar: https://docs.dapr.io/reference/api/state_api/.
 *
 * A first write without an ETag creates and never overwrites: so say the components of Cosmos DB, PostgreSQL and memory
 * with 409. Redis refuses it too, but with 500, so a refused creation is looked at again.
 */
export class DaprState implements State {
  readonly #sidecar: Sidecar;
  readonly #path: string;

  /** @param store name of the Dapr component */
  constructor(sidecar: Sidecar, store: string) {
    this.#sidecar = sidecar;
    this.#path = `/v1.0/state/${encodeURIComponent(store)}`;
  }

  async get(key: string): Promise<Stored | undefined> {
    const path = `${this.#path}/${encodeURIComponent(key)}?consistency=strong`;
    const answer = await this.#request({ method: "GET", path });
    if (answer.status === 204 || (answer.status === 200 && answer.text === "")) return undefined;
    const etag = answer.headers.get("etag");
    if (answer.status !== 200 || !etag) throw refused("read", answer);
    return { value: JSON.parse(answer.text), etag };
  }

  async save(key: string, value: unknown, { etag, absent, ttlSeconds }: SaveOptions = {}): Promise<void> {
    const concurrency = etag !== undefined || absent ? "first-write" : "last-write";
    const metadata = ttlSeconds === undefined ? undefined : { ttlInSeconds: String(ttlSeconds) };
    const item = { key, value, etag, metadata, options: { concurrency, consistency: "strong" } };
    const answer = await this.#request({ method: "POST", path: this.#path, body: [item] });
    if (answer.status === 204) return;
    if (answer.status === 409) throw new Conflict(key);
    if (absent && answer.status === 500 && (await this.#isThere(key))) throw new Conflict(key);
    throw refused("write", answer);
  }

  async delete(key: string, etag?: string): Promise<void> {
    const path = `${this.#path}/${encodeURIComponent(key)}`;
    const first = etag === undefined ? {} : { query: "?concurrency=first-write", headers: { "if-match": etag } };
    const answer = await this.#request({ method: "DELETE", path: path + (first.query ?? ""), headers: first.headers });
    if (answer.status === 409) throw new Conflict(key);
    if (answer.status !== 204) throw refused("delete", answer);
  }

  async #isThere(key: string): Promise<boolean> {
    try {
      return (await this.get(key)) !== undefined;
    } catch (error) {
      if (error instanceof StateUnavailable) return false; // the write's own error says it
      throw error;
    }
  }

  async #request(request: SidecarRequest): Promise<SidecarAnswer> {
    try {
      return await this.#sidecar.request(request);
    } catch (error) {
      if (error instanceof SidecarError) throw new StateUnavailable(error.message, error);
      throw error;
    }
  }
}

function refused(act: string, answer: SidecarAnswer): StateUnavailable {
  return new StateUnavailable(`the state store did not ${act}: the Dapr sidecar answered ${errorCode(answer)}`);
}
