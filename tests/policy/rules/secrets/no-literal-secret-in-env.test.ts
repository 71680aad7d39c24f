import { rule } from "../../../../policy/rules/secrets/no-literal-secret-in-env.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { containerApp, lambda, release } from "../../../support/programs.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const of = (name: string, value: string) =>
  deployment(podSpec({ containers: [container({ env: [{ name, value }] })] }));
const all = (variables: Record<string, string>) =>
  deployment(
    podSpec({ containers: [container({ env: Object.entries(variables).map(([name, value]) => ({ name, value })) })] }),
  );
const configMap = (data: object) => object("kubernetes:core/v1:ConfigMap", {}, { data });

const VALUE = "spec.template.spec.containers[0].env[0].value";
const found = (path: string, name: string) => `${path}: got a string that is not shown, want ${name} from a secret`;
/** Put together here, so that nobody takes it for a key that leaked. */
const KEY = `sk-proj-${"Ab3".repeat(12)}`;

describeRule(rule, {
  passes: {
    "a secret that is referred to": {
      of: containerApp({ env: [{ name: "OPENAI_API_KEY", secretRef: "openai-api-key" }] }),
    },
    "a secret that a pod refers to": {
      of: deployment(
        podSpec({
          containers: [
            container({ env: [{ name: "API_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "api-key" } } }] }),
          ],
        }),
      ),
    },
    "a file, path or folder of secrets": {
      of: all({ DB_PASSWORD_FILE: "pg-password", SECRET_KEY_PATH: "key.pem", SECRETS_DIR: "secrets", TOKEN_DIR: "t" }),
    },
    "the name, lifetime or address of a secret": {
      of: all({ SECRET_NAME: "openai", TOKEN_TTL: "an hour", TOKEN_URL: "login.acme.com", AWS_ACCESS_KEY_ID: "id" }),
    },
    "what is put together from other variables": {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell has it
      of: all({ API_KEY: "$(OPENAI_API_KEY)", AUTH_TOKEN: "Bearer $(TOKEN)", DB_PASSWORD: "${PGPASSWORD}" }),
    },
    "a password in a URL that comes from a variable": {
      of: of("DATABASE_URL", "postgres://agent:$(DB_PASSWORD)@db/x"),
    },
    "a path": {
      of: all({ API_TOKEN: "/var/run/secrets/token", DB_PASSWORD: "./password", PRIVATE_KEY: "~/.ssh/key" }),
    },
    "a URL": {
      of: all({ CLIENT_SECRET: "https://acme.vault.azure.net/secrets/client-secret", SECRET: "vault://a/b" }),
    },
    "a number or a duration": { of: all({ MAX_TOKEN: "4096", TOKEN: "0.5", AUTH_TOKEN: "30m", ACCESS_TOKEN: "-1" }) },
    "a yes or a no": { of: all({ REQUIRE_PASSWORD: "true", USE_TOKEN: "False", SECRET: "off", API_KEY: "none" }) },
    nothing: { of: all({ API_KEY: "", PASSWORD: "  " }) },
    "a secretName, and other names that charts ask for": {
      of: release({
        values: {
          secretName: "openai-api-key",
          auth: { existingSecret: "keys", existingSecretPasswordKey: "password", adminPasswordKey: "admin" },
          imagePullSecret: "regcred",
          tlsSecret: "tls",
          env: [{ name: "LOG_LEVEL", value: "debug" }],
        },
      }),
    },
    "words that only resemble a secret's name": {
      of: all({ TOKENIZER: "cl100k", MAX_TOKENS: "a lot", SECRET_VERSIONS: "abc", KEY_VAULT: "kv", MONKEY: "banana" }),
    },
    "text that only resembles a key": {
      of: all({ IMAGE: "sk-learn-inference-server-prod", TASK: `task-${"Ab3".repeat(12)}`, DATA: "eyJhIjoxfQ" }),
    },
    "an identity, which is no secret": { of: of("AZURE_CLIENT_ID", "00000000-0000-4000-8000-5ef4eb8d5f3c") },
    "a certificate, which is public": { of: configMap({ "ca.crt": "-----BEGIN CERTIFICATE-----\nMIIB" }) },
    "a variable that holds none": { of: of("CSRF_TOKEN", "x-csrf"), knobs: { allowNames: ["CSRF_TOKEN"] } },
    "a name that is not looked for": { of: of("API_KEY", "abc"), knobs: { nameRegex: "^password$" } },
    "a value that is but a word": { of: of("API_TOKEN", "aaaa"), knobs: { minEntropy: 3 } },
  },
  fails: {
    "a literal under a secret's name": { of: of("OPENAI_API_KEY", "abc"), finds: [found(VALUE, "OPENAI_API_KEY")] },
    ...Object.fromEntries(
      ["DB_PASSWORD", "GITHUB_TOKEN", "client-secret", "SECRET_KEY", "PGPASSWORD", "API_KEY_OPENAI"].map((name) => [
        `a literal under ${name}`,
        { of: of(name, "hunter-two"), finds: [found(VALUE, name)] },
      ]),
    ),
    "a key under any name, whatever its suffix": {
      of: all({ GREETING: KEY, KEY_NAME: `AKIA${"A1".repeat(8)}`, X: `ghp_${"a1B2".repeat(9)}` }),
      finds: [0, 1, 2].map((index) =>
        found(`spec.template.spec.containers[0].env[${index}].value`, ["GREETING", "KEY_NAME", "X"][index] ?? ""),
      ),
    },
    "a password in a URL": {
      of: of("DATABASE_URL", "postgres://agent:hunter2@db/x"),
      finds: [found(VALUE, "DATABASE_URL")],
    },
    "what the engine would not show": { of: of("GREETING", "[secret]"), finds: [found(VALUE, "GREETING")] },
    "a key of a bus in a container app": {
      of: containerApp({ env: [{ name: "BUS", value: `Endpoint=sb://x/;SharedAccessKey=${"Ab3".repeat(10)}=` }] }),
      finds: [found("template.containers[0].env[0].value", "BUS")],
    },
    "a job's, a function's and a ConfigMap's": {
      of: [
        { ...containerApp({ env: [{ name: "API_KEY", value: "abc" }] }), type: "azure-native:app:Job" },
        lambda({ environment: { variables: { API_KEY: "abc" } } }),
        configMap({ API_KEY: "abc", "app.pem": "-----BEGIN RSA PRIVATE KEY-----\nMIIB", "a.txt": "hello" }),
      ] satisfies Fixture[],
      finds: [
        `it ${found("template.containers[0].env[0].value", "API_KEY")}`,
        `it-1 ${found("environment.variables.API_KEY", "API_KEY")}`,
        `it-2 ${found("data.API_KEY", "API_KEY")}`,
        `it-2 ${found('data["app.pem"]', "app.pem")}`,
      ],
    },
    "a chart's values, however deep": {
      of: release({
        values: { openai: { apiKey: "abc" }, env: [{ name: "AUTH_TOKEN", value: "abc" }], args: [`--key=${KEY}`] },
      }),
      finds: [
        found("values.openai.apiKey", "apiKey"),
        found("values.env[0].value", "AUTH_TOKEN"),
        found("values.args[0]", "args"),
      ],
    },
    "a format that is looked for besides": {
      of: of("GREETING", "acme_123"),
      knobs: { valueRegex: ["^acme_\\d+$"] },
      finds: [found(VALUE, "GREETING")],
    },
    "a name that is looked for": {
      of: of("BREAD", "rye"),
      knobs: { nameRegex: "^bread$" },
      finds: [found(VALUE, "BREAD")],
    },
    "a value that is no mere word": {
      of: of("API_TOKEN", "q8Zx1LpW0vTe"),
      knobs: { minEntropy: 3 },
      finds: [found(VALUE, "API_TOKEN")],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ env: [{ name: "API_KEY", value: "abc" }] })] })),
    finds: [found("spec.template.spec.initContainers[0].env[0].value", "API_KEY")],
  },
  unknown: {
    "a value that is not known yet, and finds the one beside it": {
      of: all({ API_KEY: "abc", PASSWORD: "abc" }),
      path: VALUE,
      finds: [found("spec.template.spec.containers[0].env[1].value", "PASSWORD")],
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].env.push({ name: "ANTHROPIC_API_KEY", value: "abc" });
    },
  },
});
