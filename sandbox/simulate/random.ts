import { artificialUuid, type Simulation } from "./simulation.ts";

/** The random provider, which is not random here: a plan must be the same twice. */
export const random: Record<string, Simulation> = {
  "pulumi:providers:random": { id: () => "simulated", replaces: [] },
  // Its id is no part of the secret.
  "random:index/randomPassword:RandomPassword": {
    id: () => "none",
    adds: ({ inputs }) => ({ result: letters(Number(inputs.length)) }),
    replaces: ["length", "upper", "lower", "numeric", "special", "keepers"],
    local: true,
  },
  "random:index/randomString:RandomString": {
    id: ({ inputs }) => letters(Number(inputs.length)),
    adds: (_, id) => ({ result: id }),
    replaces: ["length", "upper", "lower", "numeric", "special", "keepers"],
    local: true,
  },
  "random:index/randomUuid:RandomUuid": {
    id: ({ name }) => artificialUuid(name),
    adds: (_, id) => ({ result: id }),
    replaces: ["keepers"],
    local: true,
  },
};

/** Plainly artificial text of a length: "simula" for 6. */
function letters(length: number): string {
  return "simulated".repeat(Math.ceil(length / 9)).slice(0, length);
}
