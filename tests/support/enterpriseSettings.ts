import { type Problem, SettingsError } from "../../components/settings/problem.ts";
import { type EnterpriseSettings, readSettings } from "../../components/settings.ts";
import { DIGEST, SUBSCRIPTION } from "./agents.ts";

type Fields = Record<string, unknown>;

/** Settings of a cluster on Azure that are right, with some of them set otherwise. */
export function aks(fields: Fields = {}): Fields {
  return {
    provider: "aks",
    subscriptionId: SUBSCRIPTION,
    adminGroupIds: ["00000000-0000-4000-8000-000000000002"],
    api: { allow: ["203.0.113.0/24"] },
    ...fields,
  };
}

/** Settings of a cluster on AWS that are right, with some of them set otherwise. */
export function eks(fields: Fields = {}): Fields {
  return {
    provider: "eks",
    accountId: "111122223333",
    adminRoleArns: ["arn:aws:iam::111122223333:role/platform-admin"],
    api: { allow: ["203.0.113.0/24"] },
    ...fields,
  };
}

/** An agent that warns of nothing, with some fields set otherwise. */
export function worker(fields: Fields = {}): Fields {
  return {
    name: "worker",
    image: { repository: "ghcr.io/acme/worker", digest: DIGEST },
    replicas: { min: 2, max: 4 },
    ...fields,
  };
}

/** The config of an enterprise stack that is right, with some of its block set otherwise. */
export function enterprise(block: Fields = {}, agents: Fields[] = [worker()], fields: Fields = {}): Fields {
  return {
    "daca:tier": "enterprise",
    "daca:owner": "platform",
    "daca:environment": "production",
    "daca:agents": agents,
    "daca:enterprise": { cluster: aks(), ...block },
    ...fields,
  };
}

/** What is wrong with a config. */
export function problems(config: Fields): readonly Problem[] {
  try {
    readSettings(config, "Pulumi.enterprise.yaml");
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

/** The settings of a config that is right. */
export function read(config: Fields): EnterpriseSettings {
  const settings = readSettings(config, "Pulumi.enterprise.yaml");
  if (settings.tier !== "enterprise") throw new Error(`read settings of ${settings.tier}`);
  return settings;
}

/** Problems as a reader sees them, one a line: path and text. */
export function lines(found: readonly Problem[]): string[] {
  return found.map(({ path, says }) => `${path} ${says}`);
}
