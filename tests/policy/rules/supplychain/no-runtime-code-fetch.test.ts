import { rule } from "../../../../policy/rules/supplychain/no-runtime-code-fetch.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { containerApp } from "../../../support/programs.ts";
import { describeRule } from "../../../support/rule.ts";

const want = "want a command that fetches no code";
const of = (command: string[], args?: string[]) =>
  deployment(podSpec({ containers: [container({ command, ...(args ? { args } : {}) })] }));
const shell = (script: string) => of(["sh", "-c"], [script]);
const PATH = "spec.template.spec.containers[0]";
const finds = (name: string) => [`${PATH}.args: got "${name}", ${want}`];

describeRule(rule, {
  passes: {
    "an agent that runs its image": { of: containerApp({ command: ["python", "-m", "agent"] }) },
    "no command at all": { of: deployment() },
    "a health check by curl": { of: shell("curl -sf http://localhost:3500/v1.0/healthz && python -m agent") },
    "a download that is not run": { of: shell("curl -s https://acme.com/list.json | jq . > /tmp/list.json") },
    "words that only resemble a command": {
      of: shell("python -m digit clone-agent --pip-installed --npm install-dir"),
    },
    "git that fetches nothing": { of: shell("git config --global user.name agent") },
    "a workload that is no agent": {
      of: deployment(podSpec({ containers: [container({ command: ["git", "clone", "x"] })] }), {
        template: { metadata: { labels: {} }, spec: podSpec() },
      }),
    },
    "a container app that is no agent": { of: containerApp({ command: ["npx", "tool "] }, {}) },
    "what is not looked for": { of: shell("pip install agent"), knobs: { patterns: {} } },
    "a fetcher that is not looked for": {
      of: deployment(podSpec({ initContainers: [container({ image: "acme/git-sync:4" })] })),
      knobs: { images: [] },
    },
    "another workload by other labels": { of: shell("npm ci"), knobs: { agentSelector: { component: "brain" } } },
  },
  fails: {
    "a clone of a repository, without its password": {
      of: shell("git -C /app clone https://user:password@acme.com/agent && python agent"),
      finds: finds("git clone"),
    },
    "a clone in the words of a command": {
      of: of(["git", "clone", "https://acme.com/agent"]),
      finds: [`${PATH}.command: got "git clone", ${want}`],
    },
    "a clone between command and arguments": {
      of: of(["git"], ["clone", "https://acme.com/agent"]),
      finds: [`${PATH}.command: got "git clone", ${want}`],
    },
    "a script from the web": { of: shell("curl -fsSL https://acme.com/x | sudo bash"), finds: finds("download | sh") },
    "a script from the web into python": {
      of: shell("wget -qO- https://acme.com/x | python3"),
      finds: finds("download | sh"),
    },
    "a script from the web the other way": {
      of: shell("bash <(curl -s https://acme.com/x)"),
      finds: finds("download | sh"),
    },
    "Python's packages": { of: shell("pip install -r requirements.txt && python a.py"), finds: finds("pip install") },
    "Node's packages": { of: shell("npx -y @acme/mcp-server"), finds: finds("npm install") },
    "the system's packages": { of: shell("apt-get -y install git"), finds: finds("package install") },
    "a container app that fetches": {
      of: containerApp({ command: ["sh"], args: ["-c", "uvx agent"] }),
      finds: [`template.containers[0].args: got "pip install", ${want}`],
    },
    "what is looked for besides": {
      of: shell("fetch-code now"),
      knobs: { patterns: { "fetch-code": "^.*fetch-code" } },
      finds: finds("fetch-code"),
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ image: "registry.k8s.io/git-sync/git-sync:v4.4.0" })] })),
    finds: [
      'spec.template.spec.initContainers[0].image: got "registry.k8s.io/git-sync/git-sync:v4.4.0", want an image that holds its code',
    ],
  },
  unknown: { "arguments that are not known yet": { of: shell("pip install agent"), path: `${PATH}.args` } },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].command = ["sh", "-c", "curl https://acme.com/x | sh"];
    },
  },
});
