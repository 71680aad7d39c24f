import assert from "node:assert/strict";
import { imagesOf, parseImage } from "../../../../policy/lib/images/image.ts";
import { objectOf, resourceOf } from "../../../support/smallRule.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("an image reference", () => {
  it("is Docker Hub's where it names no host, and official where it names no owner", () => {
    assert.deepEqual(parseImage("nginx"), { registry: "docker.io", repository: "library/nginx" });
    assert.deepEqual(parseImage("nginx:1.27"), { registry: "docker.io", repository: "library/nginx", tag: "1.27" });
    assert.deepEqual(parseImage("docker.io/nginx"), { registry: "docker.io", repository: "library/nginx" });
    assert.deepEqual(parseImage("acme/agent"), { registry: "docker.io", repository: "acme/agent" });
    assert.deepEqual(parseImage("docker.io/acme/agent"), { registry: "docker.io", repository: "acme/agent" });
  });

  it("takes the first part for a host if it has a dot or a port or is localhost", () => {
    assert.deepEqual(parseImage("ghcr.io/agent"), { registry: "ghcr.io", repository: "agent" });
    assert.deepEqual(parseImage("registry:5000/acme/agent"), { registry: "registry:5000", repository: "acme/agent" });
    assert.deepEqual(parseImage("localhost/agent:1"), { registry: "localhost", repository: "agent", tag: "1" });
    assert.deepEqual(parseImage("localhost:5000/agent"), { registry: "localhost:5000", repository: "agent" });
    assert.deepEqual(parseImage("localhosts/agent"), { registry: "docker.io", repository: "localhosts/agent" });
    assert.deepEqual(parseImage("ghcr.io"), { registry: "docker.io", repository: "library/ghcr.io" });
  });

  it("does not take a host's port for a tag", () => {
    assert.equal(parseImage("registry.acme.com:5000/agent").tag, undefined);
    assert.equal(parseImage("registry.acme.com:5000/agent:2.0").tag, "2.0");
  });

  it("has a tag, a digest, both or neither", () => {
    const agent = { registry: "ghcr.io", repository: "acme/agent" };
    assert.deepEqual(parseImage(`ghcr.io/acme/agent@${DIGEST}`), { ...agent, digest: DIGEST });
    assert.deepEqual(parseImage(`ghcr.io/acme/agent:1.4@${DIGEST}`), { ...agent, tag: "1.4", digest: DIGEST });
    assert.deepEqual(parseImage(`registry:5000/agent@${DIGEST}`), {
      registry: "registry:5000",
      repository: "agent",
      digest: DIGEST,
    });
    assert.deepEqual(parseImage("ghcr.io/acme/agent"), agent);
  });
});

describe("imagesOf", () => {
  it("finds those of pods, container apps, jobs and functions, each with its place", () => {
    const spec = { containers: [{ image: "a" }, {}], initContainers: [{ image: "b" }] };
    assert.deepEqual(imagesOf(objectOf("kubernetes:apps/v1:Deployment", { spec: { template: { spec } } })), [
      { image: "a", path: "spec.template.spec.containers[0].image" },
      { image: "b", path: "spec.template.spec.initContainers[0].image" },
    ]);
    for (const type of ["azure-native:app:ContainerApp", "azure-native:app/v20240301:Job"]) {
      assert.deepEqual(imagesOf(resourceOf({ template: spec }, { type })), [
        { image: "a", path: "template.containers[0].image" },
        { image: "b", path: "template.initContainers[0].image" },
      ]);
    }
    const type = "aws:lambda/function:Function";
    assert.deepEqual(imagesOf(resourceOf({ imageUri: "a" }, { type })), [{ image: "a", path: "imageUri" }]);
    assert.deepEqual(imagesOf(resourceOf({ runtime: "nodejs24.x" }, { type })), []);
    assert.deepEqual(imagesOf(objectOf("kubernetes:core/v1:Service", { spec })), []);
  });
});
