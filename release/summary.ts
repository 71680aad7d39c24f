import { productionAddresses } from "./addresses.ts";
import { type Deployed, waiting } from "./deployed.ts";

/** What is deployed, as Markdown for a job's summary. */
export function summary(stack: string, deployed: Deployed): string {
  const addresses = new Map(productionAddresses(deployed).map((address) => [address.agent, address]));
  const rows = Object.entries(deployed.releases).map(([agent, { image, delivery }]) => {
    const { url, revision } = addresses.get(agent) ?? {};
    const beside = waiting(deployed, agent);
    const traffic =
      delivery.strategy === "blueGreen"
        ? `${delivery.production}${beside ? `, ${beside} waits` : ""}`
        : delivery.strategy;
    const version = image.digest ?? image.tag ?? "";
    const cells = [agent, `\`${image.repository}\`<br>\`${version}\``, traffic, revision ?? "", url ?? "no ingress"];
    return `| ${cells.join(" | ")} |`;
  });
  const table = ["| agent | newest image | traffic | its revision | address |", "|---|---|---|---|---|", ...rows];
  return [`### ${stack}`, "", ...(rows.length > 0 ? table : ["Nothing is deployed."]), ""].join("\n");
}
