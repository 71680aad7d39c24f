import assert from "node:assert/strict";
import { type Difference, differences } from "../../sandbox/difference.ts";
import { dump } from "../../sandbox/dump.ts";
import { manifestFiles } from "../../sandbox/plan/manifests.ts";
import { CLUSTERS, GITOPS, recordTier, tierAgent, VARIED } from "../support/enterpriseTier.ts";
import type { Recorded } from "../support/program.ts";

const PROVIDERS = ["aks", "eks", "existing"] as const;

const research = tierAgent();
/** It listens to what the first agent writes. */
const writer = (team: string) =>
  tierAgent({ name: "writer", team, topics: { subscribe: ["results"], publish: ["drafts"] } });

/** What belongs to the newcomer by its name, whoever made it. */
const NEWCOMERS =
  /^enterprise-(?:agent-writer|cloud-(?:identity|access)-writer|cloud-bus-(?:writer|drafts|results\.writer)|teams-writing)(?:$|[-.])/;

/** What is made for all agents together in each cloud, and how it changes. */
const SHARED = {
  aks: {
    "enterprise-cloud-logins-job": [
      /^inputs\.spec\.template\.spec\.containers\[0\]\.env\[5\]\.value {2}/,
      /^waits for enterprise-cloud-identity-writer-identity, which it did not$/,
    ],
    "enterprise-cloud-watch-dropped": [
      /^inputs\.criteria\.allOf\[0\]\.dimensions\[0\]\.values\[1\] {2}now "writer-dead-letter"$/,
    ],
  },
  eks: {
    "enterprise-cloud-logins-configmap": [/^inputs\.data\["writer\.sql"\] {2}now /],
    "enterprise-cloud-logins-job": [/^inputs\.spec\.template\.metadata\.annotations\["daca\/statements"\] {2}/],
  },
  existing: {},
};

/** The first agent is held back until the newcomer hears it. */
const WAITS = [/^waits for enterprise-cloud-bus-results\.writer, which it did not$/];

/** What knows the teams by their names. */
const BY_TEAM = {
  "enterprise-addons-dapr": [/namespaceSelector\.matchExpressions\[0\]\.values\[1\] {2}now "writing"$/],
  "enterprise-addons-dapr-system-allow-needed": [/matchExpressions {2}now /, /matchLabels {2}was /],
  "enterprise-addons-keda": [/^inputs\.values\.watchNamespace {2}"research" -> "research,writing"$/],
  "enterprise-addons-monitoring-allow-needed": [/matchExpressions {2}now /, /matchLabels {2}was /],
  "enterprise-addons-observability-allow-needed": [/matchExpressions {2}now /, /matchLabels {2}was /],
  "enterprise-secrets-store": [/^inputs\.spec\.conditions\[0\]\.namespaces\[1\] {2}now "writing"$/],
};

/** Changes of what a provider makes; a component only says what is below it. */
function changesIn(found: readonly Difference[]): Difference[] {
  return found.filter(({ kind, type }) => kind !== "added" && !/^(?:daca|pulumi):/.test(type));
}

function assertChanges(found: readonly Difference[], expected: Record<string, readonly RegExp[]>): void {
  assert.deepEqual(
    found.map(({ kind, name }) => `${kind} ${name}`).toSorted(),
    Object.keys(expected)
      .map((name) => `changed ${name}`)
      .toSorted(),
  );
  for (const { name, changes } of found) {
    const patterns = expected[name] ?? [];
    assert.equal(changes.length, patterns.length, `${name}\n${changes.join("\n")}`);
    for (const [index, pattern] of patterns.entries()) assert.match(changes[index] ?? "", pattern, name);
  }
}

for (const provider of PROVIDERS) {
  const block = { cluster: CLUSTERS[provider]() };

  describe(`An enterprise stack on ${provider} that changes`, () => {
    let alone: Recorded;
    let otherTeam: Recorded;

    before(async () => {
      alone = await recordTier({ agents: [research], block });
      otherTeam = await recordTier({ agents: [research, writer("writing")], block });
    });

    it("has for another agent of the team what is that agent's, and changes what is one for all", async () => {
      const found = differences(dump(alone), dump(await recordTier({ agents: [research, writer("research")], block })));
      for (const { kind, name } of found) if (kind === "added") assert.match(name, NEWCOMERS);
      assertChanges(changesIn(found), {
        ...SHARED[provider],
        ...(provider === "existing" ? {} : { "enterprise-agent-research-agent-service-account": WAITS }),
      });
    });

    it("has for another team a namespace too, and tells those who look after teams", () => {
      const found = differences(dump(alone), dump(otherTeam));
      for (const { kind, name } of found) if (kind === "added") assert.match(name, NEWCOMERS);
      const backups = {
        "enterprise-backups-teams": [/^inputs\.spec\.template\.includedNamespaces\[1\] {2}now "writing"$/],
      };
      assertChanges(changesIn(found), {
        ...SHARED[provider],
        ...BY_TEAM,
        ...(provider === "existing" ? {} : { "enterprise-agent-research-agent-service-account": WAITS, ...backups }),
      });
    });

    it("is planned the same twice, byte for byte, wherever in the file its agents stand, and so are its manifests", async () => {
      const inGit = { ...block, delivery: GITOPS };
      const first = await recordTier({ agents: VARIED, block: inGit });
      const second = await recordTier({ agents: VARIED.toReversed(), block: inGit });
      assert.equal(JSON.stringify(dump(first)), JSON.stringify(dump(second)));
      const texts = (recorded: Recorded) =>
        JSON.stringify(Object.entries(manifestFiles(recorded.resources)).toSorted());
      assert.equal(texts(first), texts(second));
      assert.equal(Object.keys(manifestFiles(first.resources)).length, 39);
    });

    it("keeps the manifests of the agents that are there when another one comes", () => {
      const [one, two] = [manifestFiles(alone.resources), manifestFiles(otherTeam.resources)];
      const added = Object.keys(two).filter((path) => !(path in one));
      assert.equal(added.length, 9);
      for (const path of added) assert.match(path, /^writing\/writer\//);
      for (const [path, text] of Object.entries(one)) assert.equal(two[path], text, path);
    });
  });
}
