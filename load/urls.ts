/** Base addresses of agents by name: what `pulumi stack output urls --json` prints. */
export type Urls = Record<string, string>;

/** What is wrong with an address, in words that follow the name of what held it. */
export interface Wrong {
  wrong: string;
}

/**
 * An agent's base address without its last slash.
 * Pure and without a URL class, which k6 does not have.
 */
export function baseUrl(text: string): string | Wrong {
  if (text.includes("@")) return { wrong: "holds a user or a password, expected http(s)://host[:port] alone" };
  if (/^https?:\/\/[^\s/?#]+\/?$/.test(text)) return text.replace(/\/$/, "");
  return { wrong: `is ${JSON.stringify(text)}, expected http(s)://host[:port] and no path` };
}

/**
 * The address of one agent of a stack.
 * @param json what `pulumi stack output urls --json` printed
 * @param agent the agent's name; may be left out when there is only one
 */
export function agentUrl(json: string, agent?: string): string | Wrong {
  const urls = parseUrls(json);
  if (!urls)
    return { wrong: "is not what `pulumi stack output urls --json` prints: an object of agents and addresses" };
  const names = Object.keys(urls);
  if (names.length === 0) return { wrong: "names no agent: none of the stack's agents has an external ingress" };
  if (agent === undefined && names.length > 1) return { wrong: `names ${names.join(", ")}: say which agent` };
  const name = agent ?? names[0] ?? "";
  const url = Object.hasOwn(urls, name) ? urls[name] : undefined;
  return url === undefined ? { wrong: `has no agent ${JSON.stringify(name)}, only ${names.join(", ")}` } : baseUrl(url);
}

function parseUrls(json: string): Urls | undefined {
  try {
    const urls: unknown = JSON.parse(json);
    if (urls === null || typeof urls !== "object" || Array.isArray(urls)) return undefined;
    return Object.values(urls).every((url) => typeof url === "string") ? (urls as Urls) : undefined;
  } catch {
    return undefined;
  }
}
