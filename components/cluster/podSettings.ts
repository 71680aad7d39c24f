/**
 * What a container of an add-on reserves, and the most memory it gets. Its CPU has no limit: a controller that is
 * throttled loses its lease.
 */
export function resources(cpu: string, memory: string, memoryLimit: string) {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

/** Priority of the pods of add-ons: above agents, so that what scales, heals and watches them is there first. */
export const PLATFORM_PRIORITY = "platform";

/** Priority of agents: above what says nothing. */
export const AGENT_PRIORITY = "agents";
