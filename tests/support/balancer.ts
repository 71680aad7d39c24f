import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** Sends every request to a replica that is ready, as a Kubernetes Service does. */
export interface Balancer {
  url: string;
  close(): Promise<void>;
}

/** How often readiness is asked for; a kubelet does it every few seconds. */
const PROBE_MS = 100;

/**
 * Balances over replicas. One that refuses the connection gets no request, and the request goes to the next, as with any
 * ingress; once a replica has taken a request, its answer is handed on whatever it is.
 * @param replicas their addresses, such as `http://127.0.0.1:8000`
 */
export async function balance(replicas: string[]): Promise<Balancer> {
  const ready = new Set<string>();
  const probe = () =>
    Promise.all(
      replicas.map(async (replica) => {
        const answer = await fetch(`${replica}/ready`).catch(() => undefined);
        if (answer?.ok) ready.add(replica);
        else ready.delete(replica);
      }),
    );
  await probe();
  const timer = setInterval(() => void probe(), PROBE_MS);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part) => parts.push(part));
    incoming.on("end", () => {
      const order = [...ready];
      turn += 1;
      const rotated = order.map((_, index) => order[(index + turn) % order.length] as string);
      const attempt = ([replica, ...rest]: string[]): void => {
        if (replica === undefined) return void outgoing.writeHead(502).end();
        const forwarded = send(
          `${replica}${incoming.url}`,
          { method: incoming.method, headers: { ...incoming.headers, connection: "close" } },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
          },
        );
        forwarded.on("error", (error: NodeJS.ErrnoException) => {
          if (error.code === "ECONNREFUSED") attempt(rest);
          else outgoing.destroy();
        });
        forwarded.end(Buffer.concat(parts));
      };
      attempt(rotated);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      clearInterval(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
