import assert from "node:assert/strict";
import { DIGEST } from "../support/agents.ts";
import { appOf, recordAgent } from "../support/containerAgent.ts";

const OWN = { server: "images.azurecr.io", identity: "pull-id" };

/** The image that runs, and the registries that are signed in to. */
async function pulled(image: Record<string, string>) {
  const { configuration, template } = appOf(await recordAgent({ image }));
  return { image: template.containers[0]?.image, registries: configuration.registries };
}

describe("the image of a ContainerAgent", () => {
  it("comes from the stack's own registry where it names none", async () => {
    for (const repository of ["research-agent", "team/research-agent"]) {
      assert.deepEqual(await pulled({ repository, digest: DIGEST }), {
        image: `images.azurecr.io/${repository}@${DIGEST}`,
        registries: [OWN],
      });
    }
  });

  it("comes from a public registry without signing in there", async () => {
    assert.deepEqual(await pulled({ repository: "ghcr.io/acme/research-agent", digest: DIGEST }), {
      image: `ghcr.io/acme/research-agent@${DIGEST}`,
      registries: [OWN],
    });
  });

  it("comes from another of Azure's registries by identity", async () => {
    assert.deepEqual(await pulled({ repository: "other.azurecr.io/research-agent", digest: DIGEST }), {
      image: `other.azurecr.io/research-agent@${DIGEST}`,
      registries: [OWN, { server: "other.azurecr.io", identity: "pull-id" }],
    });
  });

  it("comes from a registry that is known by its port", async () => {
    assert.deepEqual(await pulled({ repository: "registry:5000/research-agent", digest: DIGEST }), {
      image: `registry:5000/research-agent@${DIGEST}`,
      registries: [OWN],
    });
  });

  it("signs in once where it names the stack's own registry outright", async () => {
    assert.deepEqual(await pulled({ repository: "images.azurecr.io/research-agent", digest: DIGEST }), {
      image: `images.azurecr.io/research-agent@${DIGEST}`,
      registries: [OWN],
    });
  });

  it("may be named by a tag", async () => {
    const { image } = await pulled({ repository: "ghcr.io/acme/research-agent", tag: "1.4.0" });
    assert.equal(image, "ghcr.io/acme/research-agent:1.4.0");
    const own = await pulled({ repository: "research-agent", tag: "1.4.0" });
    assert.equal(own.image, "images.azurecr.io/research-agent:1.4.0");
  });
});
