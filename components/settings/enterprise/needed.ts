import { configSet, type Needed, type Problem } from "../problem.ts";

/** What only the user can know, by its path below `daca:enterprise`, with the command that sets it. */
const NEEDED: Record<string, { needed: Needed; command(path: string): string }> = {
  "cluster.subscriptionId": {
    needed: "account",
    command: (path) => configSet(path, '"$(az account show --query id --output tsv)"'),
  },
  "cluster.adminGroupIds": {
    needed: "adminGroup",
    command: (path) => configSet(`${path}[0]`, '"$(az ad group show --group <name> --query id --output tsv)"'),
  },
  "cluster.accountId": {
    needed: "awsAccount",
    command: (path) => configSet(path, '"$(aws sts get-caller-identity --query Account --output text)"'),
  },
  "cluster.adminRoleArns": {
    needed: "adminRole",
    command: (path) =>
      configSet(`${path}[0]`, '"$(aws iam get-role --role-name <name> --query Role.Arn --output text)"'),
  },
  "cluster.kubeconfig": { needed: "kubeconfig", command: (path) => configSet(path, "'~/.kube/config'") },
  "delivery.repository": {
    needed: "repository",
    command: (path) => configSet(path, "https://<host>/<organisation>/<repository>.git"),
  },
  "delivery.revision": { needed: "revision", command: (path) => configSet(path, "<tag>") },
};

/** Fields of the block, by path, that a committed stack file may leave out although the tier needs them. */
export const LEFT_OUT: readonly string[] = [...Object.keys(NEEDED), "cluster.context"];

/** What is missing because only the user can know it gets the command that finds it out or sets it. */
export function withCommand(problem: Problem): Problem {
  const known = NEEDED[problem.path.replace(/^daca:enterprise\./, "")];
  if (known === undefined || !problem.says.startsWith("is missing")) return problem;
  return { ...problem, mend: known.command(problem.path), needed: known.needed };
}
