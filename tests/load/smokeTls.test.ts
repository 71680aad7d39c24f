import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeAgent } from "./fakeAgent.ts";
import { smoke, smokeSteps, told } from "./smokeCommand.ts";

describe("the smoke test of TLS", () => {
  let folder: string;
  let trusted: Record<string, string>;
  let agent: FakeAgent;
  let url: string;
  let plain: Server | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "smoke-tls-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    execFileSync("openssl", [...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
    trusted = { NODE_EXTRA_CA_CERTS: cert };
  });
  after(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    agent = new FakeAgent();
    const [key, cert] = ["key.pem", "cert.pem"].map((name) => readFileSync(join(folder, name), "utf8"));
    url = await agent.start({ certificate: { key: key as string, cert: cert as string } });
  });
  afterEach(async () => {
    await agent.stop();
    await new Promise((resolve) => (plain ? plain.close(resolve) : resolve(undefined)));
    plain = undefined;
  });

  /** Serves plain HTTP; returns its port. */
  async function servePlain(listener: RequestListener): Promise<string> {
    const server = createServer({ keepAlive: false }, (request, response) => {
      response.setHeader("connection", "close");
      listener(request, response);
    });
    plain = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return String((server.address() as AddressInfo).port);
  }

  for (const status of [301, 307, 308]) {
    it(`passes a valid certificate and plain HTTP that answers ${status} to https`, async () => {
      const port = await servePlain((_, response) => response.writeHead(status, { location: `${url}/health` }).end());
      const { code, steps } = await smokeSteps([url, "--http-port", port], { env: trusted });
      assert.equal(code, 0, JSON.stringify([...steps.values()]));
      assert.match(
        told(steps.get("tls")),
        new RegExp(
          `^passed \\| TLSv1\\.3, certificate valid until 20\\d\\d-\\d\\d-\\d\\d; plain HTTP answers ${status} to https$`,
        ),
      );
    });
  }

  const departures: [what: string, listener: RequestListener, seen: string][] = [
    ["is answered", (_, response) => response.end("ok"), "status 200"],
    ["is found elsewhere for now", (_, response) => response.writeHead(302, { location: url }).end(), "status 302"],
    [
      "leads to another host",
      (_, response) => response.writeHead(301, { location: "https://evil.example.com/" }).end(),
      "status 301 to https://evil.example.com/",
    ],
    [
      "leads to plain HTTP again",
      (_, response) => response.writeHead(301, { location: "http://localhost/" }).end(),
      "status 301 to http://localhost/",
    ],
    ["leads nowhere", (_, response) => response.writeHead(301).end(), "status 301 to nowhere"],
  ];
  for (const [what, listener, seen] of departures) {
    it(`fails plain HTTP that ${what}`, async () => {
      const port = await servePlain(listener);
      const { code, steps } = await smokeSteps([url, "--http-port", port], { env: trusted });
      assert.equal(code, 1);
      assert.equal(
        told(steps.get("tls")),
        `failed | ${seen} | expected 301, 307 or 308 from http://localhost:${port}/health to https://localhost`,
      );
      assert.equal(told(steps.get("health")), "not tried | needs tls");
    });
  }

  it("fails a certificate that nobody vouches for, and sends the agent nothing", async () => {
    const { code, steps } = await smokeSteps([url]);
    assert.equal(code, 1);
    assert.match(
      told(steps.get("tls")),
      /^failed \| self-signed certificate.* expected a certificate that is valid for localhost$/,
    );
    assert.equal(steps.get("tls")?.tries, 1);
    assert.deepEqual(agent.calls, []);
  });

  it("fails a certificate of another host", async () => {
    const { steps } = await smokeSteps([url.replace("localhost", "127.0.0.1")], { env: trusted });
    assert.match(told(steps.get("tls")), /^failed \| Hostname\/IP does not match certificate's altnames/);
  });

  it("waits for a host that does not listen yet", async () => {
    await agent.stop();
    const { steps } = await smokeSteps([url, "--timeout", "2"], { env: trusted });
    assert.match(told(steps.get("tls")), /^failed \| no connection: connect ECONNREFUSED/);
    assert.ok((steps.get("tls")?.tries ?? 0) > 1);
  });

  it("fails plain HTTP to another machine, and sends it neither message nor token", async () => {
    const { code, stdout } = await smoke(["http://192.0.2.1", "--token-env", "CALLER"], { env: { CALLER: "t" } });
    assert.equal(code, 1);
    assert.match(stdout, /saw {7}plain HTTP to 192\.0\.2\.1\n {6}expected {2}an https address/);
    assert.match(stdout, /11 of 11 steps were not as they must be/);
  });
});
