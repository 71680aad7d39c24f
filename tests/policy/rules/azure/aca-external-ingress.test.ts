import { rule } from "../../../../policy/rules/azure/aca-external-ingress.ts";
import { azure, idOf, urnOf } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function app(ingress: object, more: Partial<Fixture> = {}): Fixture {
  const environmentId = idOf("Microsoft.App/managedEnvironments/cae");
  return azure("app:ContainerApp", { containerAppName: "front", environmentId, configuration: { ingress } }, more);
}

function login(change: object = {}, more: Partial<Fixture> = {}): Fixture {
  const props = {
    containerAppName: "front",
    platform: { enabled: true },
    globalValidation: { unauthenticatedClientAction: "Return401" },
    ...change,
  };
  return azure("app:ContainerAppsAuthConfig", props, { name: "login", ...more });
}

function environment(props: object): Fixture {
  return azure("app:ManagedEnvironment", { environmentName: "cae", ...props }, { name: "environment" });
}

const external = { external: true };
const knobs = { publicApps: ["front"] };
const home = { ipAddressRange: "198.51.100.0/24", action: "Allow", name: "home" };
const unguarded = "want ranges to allow, or a ContainerAppsAuthConfig that turns strangers away";

describeRule(rule, {
  passes: {
    "an app that asks for a login": { of: [app(external), login()], knobs },
    "an app of the logical name that is public": { of: [app(external), login()], knobs: { publicApps: ["it"] } },
    "an app that lets in some ranges": { of: app({ ...external, ipSecurityRestrictions: [home] }), knobs },
    "an app that nobody outside reaches": { of: app({ external: false }) },
    "an app in an internal environment": {
      of: [app(external), environment({ vnetConfiguration: { internal: true } })],
    },
    "an app in an environment without a public network": {
      of: [app(external), environment({ publicNetworkAccess: "Disabled" })],
    },
    "a public app that needs no guard": { of: app(external), knobs: { ...knobs, requireAuth: false } },
  },
  fails: {
    "an app that faces the internet unasked, and a port of it": {
      of: app({ ...external, additionalPortMappings: [{ external: true, targetPort: 9000 }] }),
      finds: [
        "configuration.ingress.additionalPortMappings[0].external: got true, want false, or the app among publicApps",
        "configuration.ingress.external: got true, want false, or the app among publicApps",
      ],
    },
    "a public app without a guard": {
      of: app(external),
      knobs,
      finds: [`configuration.ingress.ipSecurityRestrictions: got nothing, ${unguarded}`],
    },
    "ranges that only keep some out": {
      of: app({ ...external, ipSecurityRestrictions: [{ ...home, action: "Deny" }] }),
      knobs,
      finds: [
        `configuration.ingress.ipSecurityRestrictions: got ${JSON.stringify([{ ...home, action: "Deny" }])}, ${unguarded}`,
      ],
    },
    "a login that lets strangers pass": {
      of: [app(external), login({ globalValidation: { unauthenticatedClientAction: "AllowAnonymous" } })],
      knobs,
      finds: [`it configuration.ingress.ipSecurityRestrictions: got nothing, ${unguarded}`],
    },
    "a login of another app": {
      of: [app(external), login({ containerAppName: "front-office" })],
      knobs,
      finds: [`it configuration.ingress.ipSecurityRestrictions: got nothing, ${unguarded}`],
    },
    "an app in an open environment": {
      of: [app(external), environment({ publicNetworkAccess: "Enabled" })],
      finds: ["it configuration.ingress.external: got true, want false, or the app among publicApps"],
    },
  },
  unknown: {
    "a login whose app is not known yet": { of: [login(), app(external)], knobs, path: "containerAppName" },
    "whether an app is external": { of: app({}), path: "configuration.ingress.external" },
    "nothing of a login that depends on its app": {
      of: [app(external), login({}, { options: { dependencies: [urnOf(app({}))] } })],
      knobs: { publicApps: ["it"] },
      path: "containerAppName",
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.configuration.ingress.additionalPortMappings = [{ external: true, targetPort: 9000 }];
    },
  },
});
