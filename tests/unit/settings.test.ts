import assert from "node:assert/strict";
import { type Problem, SettingsError } from "../../components/settings/problem.ts";
import { readSettings, type Settings } from "../../components/settings.ts";
import { DIGEST, SUBSCRIPTION } from "../support/agents.ts";

const SOURCE = "Pulumi.prototype.yaml";

type Fields = Record<string, unknown>;

function agent(fields: Fields = {}): Fields {
  return { name: "research-agent", image: { repository: "ghcr.io/acme/research-agent", digest: DIGEST }, ...fields };
}

function config(fields: Fields = {}, agents: unknown = [agent()]): Fields {
  return {
    "daca:tier": "prototype",
    "daca:owner": "agents",
    "daca:environment": "dev",
    "daca:agents": agents,
    "daca:prototype": { subscriptionId: SUBSCRIPTION },
    ...fields,
  };
}

function problems(fields: Fields): readonly Problem[] {
  try {
    readSettings(fields, SOURCE);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

/** The one problem of an agent with these fields. */
function problem(fields: Fields): Problem {
  const found = problems(config({}, [agent(fields)]));
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0] as Problem;
}

describe("settings that are right", () => {
  it("get every default filled in", () => {
    const settings: Settings = readSettings(config(), SOURCE);
    assert.equal(settings.tier, "prototype");
    assert.deepEqual(settings.agents[0], {
      name: "research-agent",
      image: { repository: "ghcr.io/acme/research-agent", digest: DIGEST },
      port: 8000,
      resources: { cpu: 1, memory: "2Gi" },
      replicas: { min: 1, max: 10 },
      scaling: { queue: 10, concurrency: 20, latencySeconds: 2, cpuPercent: 70, forecast: false },
      ingress: { exposure: "internal" },
      drainSeconds: 600,
      topics: { subscribe: [], publish: [] },
      env: {},
      secrets: {},
      egress: [],
      delivery: { strategy: "rolling" },
    });
    assert.deepEqual(settings.prototype, {
      subscriptionId: SUBSCRIPTION,
      location: "eastus",
      logs: { retentionDays: 30, dailyGigabytes: 1 },
      messages: { lockSeconds: 300, deliveries: 10, keepDays: 14 },
      budget: { amount: 150, emails: [] },
      alerts: { responseSeconds: 5, backlog: 50, errorPercent: 10, emails: [] },
    });
    assert.deepEqual(settings.warnings, []);
  });

  it("may hold numbers as text, which is how `pulumi config set --path` stores 0.5", () => {
    const [read] = readSettings(config({}, [agent({ resources: { cpu: "0.5", memory: "1Gi" } })]), SOURCE).agents;
    assert.equal(read?.resources.cpu, 0.5);
  });

  it("may hold CPU as Kubernetes writes it", () => {
    const [read] = readSettings(config({}, [agent({ resources: { cpu: "500m", memory: "1Gi" } })]), SOURCE).agents;
    assert.equal(read?.resources.cpu, 0.5);
  });

  it("may hold a day without quotes, which the engine hands on as a point in time", () => {
    const prototype = { subscriptionId: SUBSCRIPTION, budget: { startDate: "2026-12-01 00:00:00 +0000 UTC" } };
    const settings = readSettings(config({ "daca:prototype": prototype }), SOURCE);
    assert.equal(settings.tier === "prototype" && settings.prototype.budget.startDate, "2026-12-01");
  });

  it("may describe an agent with everything the tiers know", () => {
    const whole = agent({
      resources: { cpu: 0.25, memory: "512Mi" },
      replicas: { min: 2, max: 20 },
      state: { actors: true },
      topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
      secrets: { OPENAI_API_KEY: "openai-api-key" },
      env: { LOG_LEVEL: "info" },
      residency: "us",
      objectives: { availability: 99.9, latency: { seconds: 2, percent: 95 } },
      delivery: { strategy: "blueGreen", production: "green", newest: "blue", other: "r12345678-12345678" },
    });
    const settings = readSettings(config({ "daca:secrets": { "openai-api-key": "sk" } }, [whole]), SOURCE);
    assert.equal(settings.agents.length, 1);
    assert.deepEqual(settings.secrets, { "openai-api-key": "sk" });
  });
});

describe("settings that are wrong", () => {
  it("are reported all at once, in columns, each with its remedy", () => {
    const wrong = config({ "daca:tier": "protoype" }, [
      agent({ replicas: { min: 12, max: 10 }, secrets: { OPENAI_API_KEY: "openai-api-key" } }),
      agent({ name: "other", conection: 1, topic: {} }),
    ]);
    assert.throws(() => readSettings(wrong, SOURCE), {
      message: [
        "Pulumi.prototype.yaml has 5 problems:",
        "  daca:agents[0].replicas.min            is 12, expected at most max (10)",
        "                                         pulumi config set --path 'daca:agents[0].replicas.min' <value>",
        '  daca:agents[0].secrets.OPENAI_API_KEY  needs the secret "openai-api-key", which is not set',
        "                                         pulumi config set --secret --path 'daca:secrets.openai-api-key'",
        '  daca:agents[1].conection               is not a known key, expected one of name, team, image, port, resources, replicas, scaling, ingress, spot, drainSeconds, state, topics, callers, env, secrets, egress, residency, objectives, delivery (the nearest is "objectives")',
        "                                         pulumi config rm --path 'daca:agents[1].conection'",
        '  daca:agents[1].topic                   is not a known key, did you mean "topics"?',
        "                                         pulumi config rm --path 'daca:agents[1].topic'",
        '  daca:tier                              is "protoype", expected one of prototype, enterprise, planetary',
        "                                         pulumi config set --path 'daca:tier' <value>",
      ].join("\n"),
    });
  });

  it("name an unknown tier and the ones there are", () => {
    const [found] = problems(config({ "daca:tier": "galactic" }));
    assert.equal(found?.path, "daca:tier");
    assert.equal(found?.says, 'is "galactic", expected one of prototype, enterprise, planetary');
  });

  it("say that a tier is not built yet", () => {
    const found = problems(config({ "daca:tier": "planetary" }));
    assert.deepEqual(
      found.map(({ path, says }) => [path, says]),
      [["daca:tier", 'is "planetary", which this version cannot deploy yet, expected prototype or enterprise']],
    );
  });

  it("name every key that is missing", () => {
    assert.deepEqual(
      problems({}).map(({ path, says }) => `${path} ${says}`),
      [
        "daca:agents is missing, expected a list of agents",
        "daca:environment is missing, expected a short name such as dev or production",
        "daca:owner is missing, expected a team's name in lowercase letters, digits and hyphens",
        "daca:tier is missing, expected one of prototype, enterprise, planetary",
      ],
    );
  });

  for (const agents of [undefined, [], "research-agent", {}]) {
    it(`refuse ${JSON.stringify(agents)} as the list of agents`, () => {
      const found = problems(config({ "daca:agents": agents }));
      assert.equal(found.length, 1);
      assert.match(`${found[0]?.path} ${found[0]?.says}`, /^daca:agents .*expected a list of/);
    });
  }

  it("name both of two agents with one name", () => {
    const found = problems(config({}, [agent(), agent()]));
    assert.deepEqual(found, [
      {
        path: "daca:agents[1].name",
        says: 'is "research-agent", which daca:agents[0] already has',
        mend: "give each agent a name of its own",
      },
    ]);
  });

  for (const name of ["Research", "research_agent", "1agent", "agent-", "two--hyphens", "", "a".repeat(33), 7]) {
    it(`refuse ${JSON.stringify(name)} as the name of an agent`, () => {
      const found = problem({ name });
      assert.equal(found.path, "daca:agents[0].name");
      assert.match(found.says, /expected (?:a DNS label: |at most 32 characters)/);
      assert.equal(found.mend, "pulumi config set --path 'daca:agents[0].name' <value>");
    });
  }

  for (const topic of ["Tasks", "tasks.new", "tasks_new", "new--tasks", "-tasks", "a".repeat(51)]) {
    it(`refuse ${JSON.stringify(topic.slice(0, 12))} as a topic, which another system would read differently`, () => {
      const found = problem({ topics: { publish: [topic] } });
      assert.equal(found.path, "daca:agents[0].topics.publish[0]");
      assert.match(found.says, /expected lowercase letters, digits and single hyphens/);
    });
  }

  it("refuse no replicas for an agent with actors", () => {
    const found = problem({ replicas: { min: 0, max: 3 }, state: { actors: true } });
    assert.equal(found.path, "daca:agents[0].replicas.min");
    assert.equal(found.says, "is 0, expected at least 1: actors and their reminders live in a running replica");
    assert.match(found.mend ?? "", /^pulumi config set --path 'daca:agents\[0\]\.replicas\.min' 1,/);
  });

  it("refuse an agent that reads its own dead letters, which would go round for ever", () => {
    const found = problem({ topics: { subscribe: ["tasks", "research-agent-dead-letter"] } });
    assert.equal(found.path, "daca:agents[0].topics.subscribe[1]");
    assert.equal(
      found.says,
      'is "research-agent-dead-letter", which holds what this agent could not handle, expected another agent to read it',
    );
    assert.equal(found.mend, "pulumi config rm --path 'daca:agents[0].topics.subscribe[1]'");
  });

  it("allow no replicas for an agent without actors", () => {
    assert.deepEqual(problems(config({}, [agent({ replicas: { min: 0, max: 3 }, state: {} })])), []);
  });

  for (const [cpu, says] of [
    [-1, "is -1, expected more than 0"],
    ["much", 'is "much", expected a number'],
    [null, "is null, expected a number"],
  ] as const) {
    it(`refuse ${JSON.stringify(cpu)} as cpu`, () => {
      const found = problem({ resources: { cpu, memory: "2Gi" } });
      assert.deepEqual([found.path, found.says], ["daca:agents[0].resources.cpu", says]);
    });
  }

  for (const team of ["Research", "research_team", "-a", ""]) {
    it(`refuse ${JSON.stringify(team)} as the name of a team`, () => {
      const found = problem({ team });
      assert.deepEqual(
        [found.path, found.says],
        [
          "daca:agents[0].team",
          `is ${JSON.stringify(team)}, expected a team's name in lowercase letters, digits and hyphens`,
        ],
      );
    });
  }

  for (const [cpu, memory, mended] of [
    [1, "4Gi", ["2", "4Gi"]],
    [0.3, "0.6Gi", ["0.5", "1Gi"]],
    [5, "10Gi", ["4", "8Gi"]],
  ] as const) {
    it(`refuse ${cpu} CPU with ${memory}, which Container Apps does not have, and name the next that it has`, () => {
      const found = problem({ resources: { cpu, memory } });
      assert.equal(found.path, "daca:agents[0].resources");
      assert.equal(
        found.says,
        `is {cpu: ${cpu}, memory: ${memory}}, expected cpu in steps of 0.25 up to 4 with 2Gi per cpu`,
      );
      assert.ok(found.mend?.includes(`.cpu' ${mended[0]} `) && found.mend.endsWith(mended[1]), found.mend);
    });
  }

  for (const [image, path, says] of [
    [{ repository: "ghcr.io/acme/a:v1", digest: DIGEST }, ".image.repository", /expected a repository without tag/],
    [{ repository: "ghcr.io/acme/a" }, ".image.digest", /^is missing, expected the digest of the image to run$/],
    [
      { repository: "ghcr.io/acme/a", tag: "latest" },
      ".image.tag",
      /expected a tag that says which version it is, or a digest/,
    ],
    [{ repository: "ghcr.io/acme/a", tag: "v1", digest: DIGEST }, ".image", /has both a tag and a digest/],
    [{ repository: "ghcr.io/acme/a", digest: "sha256:abc" }, ".image.digest", /expected an image digest/],
  ] as const) {
    it(`refuse the image ${JSON.stringify(image).slice(0, 60)}`, () => {
      const found = problem({ image });
      assert.equal(found.path, `daca:agents[0]${path}`);
      assert.match(found.says, says);
    });
  }

  it("allow a tag in the prototype, and nowhere else", () => {
    const tagged = [agent({ image: { repository: "ghcr.io/acme/a", tag: "v1" } })];
    assert.deepEqual(problems(config({}, tagged)), []);
    const found = problems(config({ "daca:tier": "enterprise" }, tagged));
    assert.deepEqual(found[0], {
      path: "daca:agents[0].image.tag",
      says: 'is "v1", expected a digest: tags are for the prototype only',
      mend: "remove image.tag, then pulumi config set --path 'daca:agents[0].image.digest' sha256:<64 hexadecimal digits>",
    });
  });

  it("refuse a tag where blue/green needs a digest", () => {
    const found = problem({ image: { repository: "a", tag: "v1" }, delivery: { strategy: "blueGreen" } });
    assert.equal(found.says, 'is "v1", expected a digest: blueGreen names revisions by it');
  });

  it("ask for the other colour's revision when the newest has no traffic yet", () => {
    const found = problem({ delivery: { strategy: "blueGreen", newest: "green" } });
    assert.equal(found.path, "daca:agents[0].delivery.other");
    assert.match(found.says, /^is missing, expected the revision suffix of the blue colour/);
  });

  for (const egress of ["api.openai.com", "https://api.openai.com:443", "api.openai.com:0", "a b:443", ":443"]) {
    it(`refuse ${JSON.stringify(egress)} as egress`, () => {
      const found = problem({ egress: [egress] });
      assert.deepEqual(
        [found.path, found.says],
        ["daca:agents[0].egress[0]", `is ${JSON.stringify(egress)}, expected host:port, such as api.openai.com:443`],
      );
    });
  }

  it("name a secret that is used and not set, with the command that sets it", () => {
    assert.deepEqual(problem({ secrets: { OPENAI_API_KEY: "openai-api-key" } }), {
      path: "daca:agents[0].secrets.OPENAI_API_KEY",
      says: 'needs the secret "openai-api-key", which is not set',
      mend: "pulumi config set --secret --path 'daca:secrets.openai-api-key'",
      needed: "secret",
    });
  });

  it("never show a secret's value, not even a wrong one", () => {
    const found = problems(config({ "daca:secrets": { "openai-api-key": ["sk-very-secret"] } }));
    assert.equal(found.length, 1);
    assert.doesNotMatch(JSON.stringify(found), /very-secret/);
  });

  for (const name of ["DAPR_HTTP_PORT", "PORT", "has space", "1ST"]) {
    it(`refuse ${JSON.stringify(name)} as an environment variable`, () => {
      assert.match(problem({ env: { [name]: "x" } }).says, /^has the name .*, expected (?:the name of|a name that)/);
    });
  }

  it("refuse a variable that is plain and secret at once", () => {
    const fields = agent({ env: { KEY: "a" }, secrets: { KEY: "key" } });
    const [found] = problems(config({ "daca:secrets": { key: "k" } }, [fields]));
    assert.deepEqual(
      [found?.path, found?.says],
      ["daca:agents[0].secrets.KEY", "is in env as well, expected one of them"],
    );
  });

  it("refuse a domain, an allow-list or Entra where nobody can call", () => {
    const entra = { tenantId: SUBSCRIPTION, clientId: SUBSCRIPTION };
    const ingress = { exposure: "none", domain: { name: "a.example.com" }, allow: ["203.0.113.0/24"], entra };
    assert.deepEqual(
      problems(config({}, [agent({ ingress })])).map(({ path }) => path),
      ["daca:agents[0].ingress.allow", "daca:agents[0].ingress.domain", "daca:agents[0].ingress.entra"],
    );
  });

  it("refuse blue/green for an agent that has no traffic", () => {
    const found = problem({ ingress: { exposure: "none" }, delivery: { strategy: "blueGreen" } });
    assert.equal(found.path, "daca:agents[0].delivery.strategy");
    assert.equal(found.says, "is blueGreen, but exposure is none: there is no traffic to shift");
  });

  it("refuse data that would leave the part of the world it may not leave", () => {
    const found = problem({ residency: "eu" });
    assert.match(found.says, /^is eu, but daca:prototype\.location is "eastus", expected one of westeurope, /);
    assert.equal(found.mend, "pulumi config set --path 'daca:prototype.location' westeurope");
  });

  it("refuse a drain and a replica count that Container Apps does not grant", () => {
    assert.equal(problem({ drainSeconds: 601 }).says, "is 601, expected at most 600 on Container Apps");
    assert.equal(problem({ replicas: { min: 1, max: 1001 } }).says, "is 1001, expected at most 1000 on Container Apps");
  });

  it("ask for the subscription, whether the block is there or not", () => {
    for (const block of [undefined, {}]) {
      const [found, ...rest] = problems(config({ "daca:prototype": block }));
      assert.deepEqual(rest, []);
      assert.equal(found?.path, "daca:prototype.subscriptionId");
      assert.equal(found?.needed, "account");
      assert.match(
        found?.mend ?? "",
        /^pulumi config set --path 'daca:prototype\.subscriptionId' "\$\(az account show/,
      );
    }
  });

  it("are still found across fields when another field is wrong", () => {
    const fields = { image: 7, replicas: { min: 0, max: 1 }, state: { actors: true }, unknown: 1 };
    assert.deepEqual(
      problems(config({}, [agent(fields)])).map(({ path }) => path),
      ["daca:agents[0].image", "daca:agents[0].replicas.min", "daca:agents[0].unknown"],
    );
  });
});

describe("settings that are doubtful", () => {
  const warnings = (agents: Fields[], block: Fields = {}) =>
    readSettings(config({ "daca:prototype": { subscriptionId: SUBSCRIPTION, ...block } }, agents), SOURCE).warnings;

  it("warn of a topic that nobody publishes to", () => {
    const [found] = warnings([agent({ topics: { subscribe: ["taks"], publish: ["tasks"] } })]);
    assert.equal(found?.path, "daca:agents[0].topics.subscribe[0]");
    assert.equal(found?.says, 'is "taks", to which no agent of this stack publishes');
  });

  it("do not warn when another agent publishes", () => {
    assert.deepEqual(
      warnings([agent({ topics: { subscribe: ["a"] } }), agent({ name: "b", topics: { publish: ["a"] } })]),
      [],
    );
  });

  it("say what Container Apps does not do", () => {
    const found = warnings([
      agent({ egress: ["a.example.com:443"], delivery: { strategy: "canary" }, scaling: { forecast: true } }),
    ]);
    assert.deepEqual(
      found.map(({ path }) => path),
      ["daca:agents[0].delivery.strategy", "daca:agents[0].scaling.forecast", "daca:agents[0].egress"],
    );
  });

  it("say what takes effect on Kubernetes only", () => {
    const resources = { cpu: 1, memory: "2Gi", requests: { cpu: 0.5 } };
    assert.deepEqual(
      warnings([agent({ team: "research", spot: true, resources })]).map(({ path, says }) => `${path} ${says}`),
      [
        "daca:agents[0].spot is true, which takes effect from the enterprise tier on: Container Apps has no such nodes",
        "daca:agents[0].resources.requests takes effect from the enterprise tier on: Container Apps keeps all of cpu and memory for a replica",
      ],
    );
  });

  it("say that one replica is in one zone", () => {
    assert.match(
      warnings([agent()], { network: { zoneRedundant: true } })[0]?.says ?? "",
      /^is 1, and one replica is in one zone/,
    );
    assert.deepEqual(warnings([agent({ replicas: { min: 2, max: 4 } })], { network: { zoneRedundant: true } }), []);
  });
});
