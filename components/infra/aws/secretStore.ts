import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import type { SecretBackend } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import { PodIdentity } from "./podIdentity.ts";
import { allow } from "./policyDocument.ts";
import { placed, type Where } from "./where.ts";

export interface SecretStoreArgs extends Where {
  /** Start of the secrets' names, such as `daca-enterprise`. */
  prefix: string;
  /** Names of the secrets to keep. */
  names: string[];
  /** Value by name. */
  values: pulumi.Input<Record<string, string>>;
  keyArn: pulumi.Input<string>;
  clusterName: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  /** Where External Secrets runs, which copies the secrets into the cluster. */
  reader: { namespace: string; serviceAccount: string };
}

/** Days in which a deleted secret can be recovered. */
const RECOVERY_DAYS = 30;

/** The agents' secrets in Secrets Manager. External Secrets may read these, and no others. */
export class SecretStore extends Component<SecretStoreArgs> implements SecretBackend {
  readonly provider: Record<string, unknown>;
  readonly ready: pulumi.Resource[];
  readonly #prefix: string;

  constructor(name: string, args: SecretStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:SecretStore", name, { ...args, values: pulumi.secret(args.values) }, opts);
    const child = { parent: this };
    const { prefix, names, keyArn, clusterName, clusterArn, reader, values: given, ...where } = args;
    const values = pulumi.secret(given);
    const made = names.map((secretName) => {
      const secret = new Secret(
        `${name}-${secretName}`,
        {
          ...placed(where),
          name: `${prefix}/${secretName}`,
          kmsKeyId: keyArn,
          // A stack of no consequence can be made again at once under the same names.
          recoveryWindowInDays: where.protect ? RECOVERY_DAYS : 0,
        },
        child,
      );
      const version = new SecretVersion(
        `${name}-${secretName}-value`,
        {
          region: where.region,
          secretId: secret.id,
          secretString: values.apply((all) => all[secretName] ?? ""),
        },
        child,
      );
      return { secret, version };
    });
    const read = allow(
      ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      made.map(({ secret }) => secret.arn),
    );
    const decrypt = allow(["kms:Decrypt"], keyArn, {
      StringEquals: { "kms:ViaService": `secretsmanager.${where.region}.amazonaws.com` },
    });
    const identity = new PodIdentity(
      `${name}-reader`,
      { ...where, clusterName, clusterArn, ...reader, statements: made.length === 0 ? [] : [read, decrypt] },
      child,
    );

    this.#prefix = prefix;
    // Without `auth` the controller's own identity is used.
    this.provider = { aws: { service: "SecretsManager", region: where.region } };
    this.ready = [...identity.grants, ...made.map(({ version }) => version)];
    this.registerOutputs({});
  }

  keyOf(name: string): string {
    return `${this.#prefix}/${name}`;
  }
}
