/** Names of variables that carry credentials of a cloud or a cluster, or lead the engine to another state than the rehearsal's. */
const OF_A_USER =
  /^(ARM|AWS|AZURE|CLOUDFLARE|GOOGLE|GCLOUD|CLOUDSDK|KUBE|KUBERNETES|HELM|PULUMI|DACA_STAND_IN)(_|CONFIG|$)/;

/**
 * Takes from an environment all that a real provider could sign in with, so that nothing real can be reached whatever
 * goes wrong in a rehearsal.
 */
export function forgetCredentials(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) {
    if (OF_A_USER.test(name.toUpperCase())) delete env[name];
  }
}
