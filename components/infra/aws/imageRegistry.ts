import { LifecyclePolicy } from "@pulumi/aws/ecr/lifecyclePolicy.js";
import { Repository } from "@pulumi/aws/ecr/repository.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { placed, type Where } from "./where.ts";

export interface ImageRegistryArgs extends Where {
  /** Repositories, such as `daca-enterprise/research-agent`. */
  repositories: string[];
  keyArn: pulumi.Input<string>;
}

/** Days that an image is kept after its tag went to none, and images that a repository keeps at most. */
const UNTAGGED_DAYS = 14;
const MOST_IMAGES = 200;

/** The repositories of the agents' images. A tag never changes its image, and each image is scanned when it comes. */
export class ImageRegistry extends Component<ImageRegistryArgs> {
  /** Host of all repositories of the account in the region. */
  readonly server: string;

  constructor(name: string, args: ImageRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:ImageRegistry", name, args, opts);
    const child = { parent: this };
    for (const repositoryName of args.repositories) {
      const part = `${name}-${repositoryName.replaceAll("/", ".")}`;
      const repository = new Repository(
        part,
        {
          ...placed(args),
          name: repositoryName,
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.keyArn }],
          forceDelete: !args.protect,
        },
        child,
      );
      new LifecyclePolicy(
        `${part}-lifecycle`,
        { region: args.region, repository: repository.name, policy: JSON.stringify(LIFECYCLE) },
        child,
      );
    }
    this.server = `${args.accountId}.dkr.ecr.${args.region}.amazonaws.com${args.region.startsWith("cn-") ? ".cn" : ""}`;
    this.registerOutputs({ server: this.server });
  }
}

const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      description: "What no tag names",
      selection: {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_DAYS,
      },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "The oldest of too many",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: MOST_IMAGES },
      action: { type: "expire" },
    },
  ],
};
