import assert from "node:assert/strict";
import { azureName, type NamedKind } from "../../components/infra/azure/names.ts";

/** What Azure says of each name: shortest, longest, and the form. */
const AZURE: Record<NamedKind, [number, number, RegExp]> = {
  resourceGroup: [1, 90, /^[\w().-]*[\w()-]$/],
  logWorkspace: [4, 63, /^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$/],
  appInsights: [1, 260, /^[^%&\\?/]*[^%&\\?/. ]$/],
  identity: [3, 128, /^[a-zA-Z0-9][\w-]*$/],
  containerRegistry: [5, 50, /^[a-zA-Z0-9]*$/],
  keyVault: [3, 24, /^[a-zA-Z](?:[a-zA-Z0-9]|-(?!-))*[a-zA-Z0-9]$/],
  cosmosAccount: [3, 44, /^[a-z0-9][a-z0-9-]*$/],
  serviceBusNamespace: [6, 50, /^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$/],
  containerAppsEnvironment: [1, 60, /^[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]$/],
  kubernetesCluster: [1, 54, /^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$/],
  postgresServer: [3, 63, /^[a-z0-9][a-z0-9-]*[a-z0-9]$/],
  storageAccount: [3, 24, /^[a-z0-9]*$/],
  networkSecurityGroup: [1, 80, /^[a-zA-Z0-9][\w.-]*\w$/],
  natGateway: [1, 80, /^[a-zA-Z0-9][\w.-]*\w$/],
  publicAddress: [1, 80, /^[a-zA-Z0-9][\w.-]*\w$/],
  privateEndpoint: [2, 64, /^[a-zA-Z0-9][\w.-]*\w$/],
  virtualNetwork: [2, 64, /^[a-zA-Z0-9][\w.-]*\w$/],
  actionGroup: [1, 260, /^[^:<>+/&%\\?]*$/],
  budget: [1, 63, /^[-_a-zA-Z0-9]*$/],
};

const STACKS = [
  "daca-prototype",
  "p",
  "",
  "123",
  "Über_Stack.with~everything--in it-",
  "-----",
  "acme.corp/daca-prototype",
  "a-very-long-stack-name-".repeat(20),
  "x".repeat(300),
  `${"ab".repeat(8)}-`.repeat(9),
];

describe("azureName", () => {
  for (const [kind, [shortest, longest, form]] of Object.entries(AZURE) as [NamedKind, [number, number, RegExp]][]) {
    it(`makes a legal ${kind} name of any stack name`, () => {
      for (const stack of STACKS) {
        for (const role of [undefined, "run"]) {
          const name = azureName(kind, stack, "x7k2m9", role);
          assert.match(name, form, `${kind} of ${JSON.stringify(stack)}`);
          assert.ok(name.length >= shortest && name.length <= longest, `${name} has ${name.length} characters`);
          assert.match(name, /^[a-z]/, `${name} starts with a letter`);
          assert.doesNotMatch(name, /--/);
        }
      }
    });
  }

  it("says the stack, the kind and, where Azure is shared, a random part", () => {
    assert.equal(azureName("keyVault", "daca-prototype", "x7k2m9"), "daca-prototype-kv-x7k2m9");
    assert.equal(azureName("containerRegistry", "daca-prototype", "x7k2m9"), "dacaprototypecrx7k2m9");
    assert.equal(azureName("resourceGroup", "daca-prototype", "x7k2m9"), "daca-prototype-rg");
    assert.equal(azureName("identity", "daca-prototype", "x7k2m9", "pull"), "daca-prototype-id-pull");
  });

  it("cuts the stack's part and never the random one", () => {
    const name = azureName("keyVault", "a-very-long-stack-name", "x7k2m9");
    assert.equal(name, "a-very-long-st-kv-x7k2m9");
    assert.notEqual(azureName("keyVault", "a-very-long-stack-name", "aaaaaa"), name);
  });
});
