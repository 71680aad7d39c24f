import { revisionName } from "../components/infra/azure/revision.ts";
import { type Colour, type Deployed, waiting } from "./deployed.ts";

/** Where an agent can be called. */
export interface Address {
  agent: string;
  url: string;
  /** The revision that must answer, where it has a name that is known beforehand. */
  revision?: string;
  /** Whether the address leads to it from outside its environment. */
  reachable: boolean;
}

/** What callers use: the address of every agent that has an ingress. */
export function productionAddresses(deployed: Deployed): Address[] {
  return Object.entries(deployed.urls).map(([agent, url]) => {
    const delivery = deployed.releases[agent]?.delivery;
    const colour = delivery?.strategy === "blueGreen" ? delivery.production : undefined;
    return address(deployed, agent, url, colour);
  });
}

/** The own addresses of the new colours, before they have any traffic. */
export function newAddresses(deployed: Deployed): Address[] {
  return Object.entries(deployed.urls).flatMap(([agent, url]) => {
    const colour = waiting(deployed, agent);
    return colour ? [address(deployed, agent, labelled(url, colour), colour)] : [];
  });
}

/** Container Apps serves a labelled revision at `<app>---<label>`, in the same domain as the app. */
function labelled(url: string, colour: Colour): string {
  return url.replace(/^https:\/\/([^.]+)/, `https://$1---${colour}`);
}

function address({ revisions }: Deployed, agent: string, url: string, colour: Colour | undefined): Address {
  const suffix = colour && revisions[agent]?.[colour];
  return {
    agent,
    url,
    ...(suffix ? { revision: revisionName(agent, suffix) } : {}),
    reachable: !/^https:\/\/[^.]+\.internal\./.test(url),
  };
}
