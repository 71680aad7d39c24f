import { z } from "zod";
import { referredBy } from "../../lib/azure/azureId.ts";
import { isPrivate, isTooWide } from "../../lib/azure/azureNetwork.ts";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

type App = Resource<"azure-native:app:ContainerApp">;
type Login = Resource<"azure-native:app:ContainerAppsAuthConfig">;
type Ingress = NonNullable<App["props"]["configuration"]>["ingress"];

/** An app must face the internet on purpose and behind a guard. In a private environment, `external` means the network. */
export const rule = stackRule({
  name: "aca-external-ingress",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A container app must face the internet only where it is meant to, behind a login or allowed ranges.",
  why: "anybody could make the agent work, at your cost and with its rights",
  fix: "set configuration.ingress.external to false, or name the app in publicApps and guard it",
  references: ["AZR-000362", "AZP 783ea2a8", "AZP 2b585559"],
  knobs: {
    publicApps: z.array(z.string()).default([]).describe("Names of the container apps that may face the internet."),
    requireAuth: z.boolean().default(true).describe("Whether those must ask for a login or allow some ranges only."),
  },
  check(stack, { publicApps, requireAuth }) {
    const apps = stack.of("azure-native:app:ContainerApp");
    const environments = stack.of("azure-native:app:ManagedEnvironment");
    const logins = stack.of("azure-native:app:ContainerAppsAuthConfig").filter(isDemanded);
    const guarded = new Set(
      logins.flatMap((login) => referredBy(login, apps, () => login.props.containerAppName)).map(({ urn }) => urn),
    );
    return apps.flatMap((app): StackFinding[] => {
      const { props } = app;
      const ingress = props.configuration?.ingress;
      const open = openings(ingress);
      if (open.length === 0) return [];
      const homes = referredBy(app, environments, () => props.managedEnvironmentId ?? props.environmentId);
      if (homes.some(isInternal)) return [];
      if (![app.name, props.containerAppName].some((name) => name !== undefined && publicApps.includes(name))) {
        return open.map((path) => ({ resource: app, path, got: true, want: "false, or the app among publicApps" }));
      }
      if (!requireAuth || guarded.has(app.urn) || allowsSomeOnly(ingress)) return [];
      return [
        {
          resource: app,
          path: "configuration.ingress.ipSecurityRestrictions",
          got: ingress?.ipSecurityRestrictions,
          want: "ranges to allow, or a ContainerAppsAuthConfig that turns strangers away",
          absent: true,
        },
      ];
    });
  },
});

/** Paths of all that an ingress opens to the outside. */
function openings(ingress: Ingress): string[] {
  const at = "configuration.ingress";
  const ports = (ingress?.additionalPortMappings ?? []).flatMap(({ external }, index) =>
    external === true ? [`${at}.additionalPortMappings[${index}].external`] : [],
  );
  return [...(ingress?.external === true ? [`${at}.external`] : []), ...ports];
}

function allowsSomeOnly(ingress: Ingress): boolean {
  const ranges = ingress?.ipSecurityRestrictions ?? [];
  return (
    ranges.length > 0 &&
    ranges.every(({ action, ipAddressRange }) => action === "Allow" && !isTooWide(ipAddressRange, []))
  );
}

function isInternal({ props }: Resource<"azure-native:app:ManagedEnvironment">): boolean {
  return props.vnetConfiguration?.internal === true || isPrivate(props.publicNetworkAccess);
}

function isDemanded({ props }: Login): boolean {
  const action = props.globalValidation?.unauthenticatedClientAction;
  return props.platform?.enabled === true && action !== undefined && action !== "AllowAnonymous";
}
