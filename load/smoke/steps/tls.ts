import { isIP } from "node:net";
import { connect } from "node:tls";
import { reason } from "../agent.ts";
import { DoesNotApply, type Smoke, type Step } from "../step.ts";
import { notYet, wrong } from "../unexpected.ts";

/** Callers reach the agent over TLS alone: the certificate is valid, and plain HTTP leads to https. */
export const tls: Step = {
  name: "tls",
  needs: [],
  share: 0.75,
  trySeconds: 10,
  async attempt(smoke: Smoke, signal: AbortSignal) {
    const url = new URL(smoke.agent.url);
    if (url.protocol === "http:") {
      if (isLoopback(url.hostname)) throw new DoesNotApply("plain HTTP does not leave this machine");
      throw wrong(`plain HTTP to ${url.host}`, "an https address");
    }
    const certificate = await certificateOf(url, signal);
    return `${certificate}; ${await redirectOf(url, smoke.httpPort, signal)}`;
  },
};

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** The protocol and the end of the certificate, once it is found valid for the host. */
async function certificateOf({ hostname, port }: URL, signal: AbortSignal): Promise<string> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: Number(port || 443), ...(isIP(host) ? {} : { servername: host }) });
  const abort = () => socket.destroy(new Error("it took too long"));
  signal.addEventListener("abort", abort);
  try {
    await new Promise((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
    return `${socket.getProtocol()}, certificate valid until ${new Date(socket.getPeerCertificate().valid_to).toISOString().slice(0, 10)}`;
  } catch (error) {
    const seen = reason(error);
    const expected = `a certificate that is valid for ${hostname}`;
    throw isAboutConnection(error) ? notYet(`no connection: ${seen}`, expected) : wrong(seen, expected);
  } finally {
    signal.removeEventListener("abort", abort);
    socket.destroy();
  }
}

/** Where plain HTTP leads. */
async function redirectOf(url: URL, httpPort: number, signal: AbortSignal): Promise<string> {
  const plain = `http://${url.hostname}:${httpPort}/health`;
  const expected = `301, 307 or 308 from ${plain} to https://${url.hostname}`;
  const response = await fetch(plain, { redirect: "manual", signal }).catch((error: unknown) => {
    throw notYet(`no answer of ${plain}: ${reason(error)}`, expected);
  });
  const location = response.headers.get("location") ?? "nowhere";
  if (![301, 307, 308].includes(response.status)) throw wrong(`status ${response.status}`, expected);
  if (
    !URL.canParse(location) ||
    new URL(location).protocol !== "https:" ||
    new URL(location).hostname !== url.hostname
  ) {
    throw wrong(`status ${response.status} to ${location}`, expected);
  }
  return `plain HTTP answers ${response.status} to https`;
}

function isAboutConnection(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined || ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"].includes(code);
}
