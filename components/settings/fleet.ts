import type { Agent } from "../agent.ts";
import { step } from "./check.ts";
import { configSet, type Problem, show } from "./problem.ts";

/** An agent with the fields that could be read, and where it stands in the settings. */
export interface ReadableAgent {
  path: string;
  agent: Partial<Agent>;
}

/**
 * What must hold between the fields of an agent, and between agents, in every tier.
 * @param secrets names that are set in `daca:secrets`; undefined where agents read their secrets from somewhere else
 * @param tagsAllowed whether an image may be named by a tag
 */
export function checkFleet(
  agents: readonly ReadableAgent[],
  secrets: readonly string[] | undefined,
  tagsAllowed: boolean,
): Problem[] {
  return [
    ...sameNames(agents),
    ...agents.flatMap(({ path, agent }) => [
      ...image(path, agent, tagsAllowed),
      ...actorsNeedReplicas(path, agent),
      ...missingSecrets(path, agent, secrets),
      ...ownDeadLetters(path, agent),
      ...ingressNeedsExposure(path, agent),
    ]),
  ];
}

/** Topics that an agent waits on in vain: likely a typing error, but an outsider may publish there. */
export function doubtfulTopics(agents: readonly ReadableAgent[]): Problem[] {
  const published = new Set(agents.flatMap(({ agent }) => agent.topics?.publish ?? []));
  return agents.flatMap(({ path, agent }) =>
    (agent.topics?.subscribe ?? []).flatMap((topic, index) =>
      published.has(topic)
        ? []
        : [
            {
              path: `${path}.topics.subscribe[${index}]`,
              says: `is ${show(topic)}, to which no agent of this stack publishes`,
              mend: `add ${show(topic)} to an agent's topics.publish, or leave it if something outside the stack publishes`,
            },
          ],
    ),
  );
}

function sameNames(agents: readonly ReadableAgent[]): Problem[] {
  const first = new Map<string, string>();
  return agents.flatMap(({ path, agent }) => {
    if (agent.name === undefined) return [];
    const taken = first.get(agent.name);
    if (taken === undefined) {
      first.set(agent.name, path);
      return [];
    }
    return [
      {
        path: `${path}.name`,
        says: `is ${show(agent.name)}, which ${taken} already has`,
        mend: "give each agent a name of its own",
      },
    ];
  });
}

function image(path: string, agent: Partial<Agent>, tagsAllowed: boolean): Problem[] {
  if (agent.image === undefined) return [];
  const { digest, tag } = agent.image;
  const setDigest = configSet(`${path}.image.digest`, "sha256:<64 hexadecimal digits>");
  if (digest !== undefined && tag !== undefined) {
    return [
      { path: `${path}.image`, says: "has both a tag and a digest, expected one of them", mend: "remove image.tag" },
    ];
  }
  if (digest === undefined && tag === undefined) {
    return [
      {
        path: `${path}.image.digest`,
        says: "is missing, expected the digest of the image to run",
        mend: setDigest,
        needed: "digest",
      },
    ];
  }
  if (tag !== undefined && !tagsAllowed) {
    return [
      {
        path: `${path}.image.tag`,
        says: `is ${show(tag)}, expected a digest: tags are for the prototype only`,
        mend: `remove image.tag, then ${setDigest}`,
      },
    ];
  }
  if (tag !== undefined && agent.delivery?.strategy === "blueGreen") {
    return [
      {
        path: `${path}.image.tag`,
        says: `is ${show(tag)}, expected a digest: blueGreen names revisions by it`,
        mend: `remove image.tag, then ${setDigest}`,
      },
    ];
  }
  return [];
}

function actorsNeedReplicas(path: string, { replicas, state }: Partial<Agent>): Problem[] {
  if (replicas?.min !== 0 || !state?.actors) return [];
  return [
    {
      path: `${path}.replicas.min`,
      says: "is 0, expected at least 1: actors and their reminders live in a running replica",
      mend: `${configSet(`${path}.replicas.min`, "1")}, or set state.actors to false`,
    },
  ];
}

/** What it drops would come back to it, and be dropped again, for ever. */
function ownDeadLetters(path: string, { name, topics }: Partial<Agent>): Problem[] {
  return (topics?.subscribe ?? []).flatMap((topic, index) =>
    topic === `${name}-dead-letter`
      ? [
          {
            path: `${path}.topics.subscribe[${index}]`,
            says: `is ${show(topic)}, which holds what this agent could not handle, expected another agent to read it`,
            mend: `pulumi config rm --path '${path}.topics.subscribe[${index}]'`,
          },
        ]
      : [],
  );
}

function missingSecrets(path: string, agent: Partial<Agent>, secrets: readonly string[] | undefined): Problem[] {
  return Object.entries(agent.secrets ?? {}).flatMap(([variable, secret]): Problem[] => {
    const at = step(`${path}.secrets`, variable);
    if (agent.env && variable in agent.env) {
      return [
        {
          path: at,
          says: "is in env as well, expected one of them",
          mend: `remove ${variable} from env or from secrets`,
        },
      ];
    }
    if (secrets === undefined || secrets.includes(secret)) return [];
    return [
      {
        path: at,
        says: `needs the secret ${show(secret)}, which is not set`,
        mend: `pulumi config set --secret --path '${step("daca:secrets", secret)}'`,
        needed: "secret",
      },
    ];
  });
}

function ingressNeedsExposure(path: string, { ingress, delivery }: Partial<Agent>): Problem[] {
  if (ingress === undefined) return [];
  const at = `${path}.ingress`;
  const external = configSet(`${at}.exposure`, "external");
  return [
    ...(ingress.domain !== undefined && ingress.exposure !== "external"
      ? [
          {
            path: `${at}.domain`,
            says: `is ${show(ingress.domain.name)}, but exposure is ${ingress.exposure}, expected external`,
            mend: external,
          },
        ]
      : []),
    ...(delivery?.strategy === "blueGreen" && ingress.exposure === "none"
      ? [
          {
            path: `${path}.delivery.strategy`,
            says: "is blueGreen, but exposure is none: there is no traffic to shift",
            mend: `${configSet(`${path}.delivery.strategy`, "rolling")}, or ${configSet(`${at}.exposure`, "internal")}`,
          },
        ]
      : []),
    ...(["allow", "entra"] as const).flatMap((key) =>
      ingress[key] !== undefined && ingress.exposure === "none"
        ? [
            {
              path: `${at}.${key}`,
              says: "is set, but exposure is none, expected external or internal",
              mend: external,
            },
          ]
        : [],
    ),
  ];
}
