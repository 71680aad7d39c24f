import type { Fixture } from "./rule.ts";

/** A container app with one container; with Dapr, as it is unless `configuration` says otherwise, it is an agent. */
export function containerApp(container: object, configuration: object = { dapr: { enabled: true } }): Fixture {
  return {
    type: "azure-native:app:ContainerApp",
    props: {
      containerAppName: "research-agent",
      configuration,
      template: { containers: [{ name: "agent", image: PINNED, ...container }] },
    },
  };
}

/** A function that runs an image. */
export function lambda(props: object): Fixture {
  return { type: "aws:lambda/function:Function", props: { packageType: "Image", imageUri: PINNED, ...props } };
}

/** A chart that Helm installs. */
export function release(props: object = {}): Fixture {
  return {
    type: "kubernetes:helm.sh/v3:Release",
    props: {
      chart: "dapr",
      version: "1.18.1",
      repositoryOpts: { repo: "https://dapr.github.io/helm-charts" },
      ...props,
    },
  };
}

/** An image that no rule finds fault with. */
export const PINNED = `ghcr.io/acme/research-agent:1.4.2@sha256:${"a".repeat(64)}`;
