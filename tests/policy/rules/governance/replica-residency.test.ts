import { rule } from "../../../../policy/rules/governance/replica-residency.ts";
import { aws, bucket } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

function cosmos(...regions: string[]) {
  const locations = regions.map((locationName, failoverPriority) => ({ locationName, failoverPriority }));
  return azure("cosmosdb:DatabaseAccount", { location: regions[0], locations });
}

function replication(destination: string) {
  const rules = [{ status: "Enabled", destination: { bucket: destination } }];
  return aws("s3:BucketReplicationConfig", { bucket: "memory", region: "eu-west-1", role: "r", rules });
}

const want = "want a region in the European Economic Area";

describeRule(rule, {
  passes: {
    "a secret with a copy under the same law": {
      of: aws("secretsmanager:Secret", { region: "eu-west-1", replicas: [{ region: "eu-central-1" }] }),
    },
    "an account with copies under the same law": { of: cosmos("West Europe", "northeurope") },
    "copies in regions of the list, whatever their law": {
      of: cosmos("westeurope", "eastus"),
      knobs: { regions: ["westeurope", "East US"] },
    },
    "a region that the table does not have": { of: cosmos("westeurope", "atlantis") },
    "entries from all the world, where nobody listed regions": {
      of: aws("globalaccelerator:EndpointGroup", { endpointGroupRegion: "us-east-1" }),
    },
    "a copy to a bucket elsewhere": { of: [replication("arn:aws:s3:::backup"), bucket()] },
    "a class of data that may go": {
      of: aws("dynamodb:Table", { replicas: [{ regionName: "us-east-1" }], tags: { class: "public" } }),
      knobs: { regions: ["eu-west-1"], regionsByDataClass: { public: ["us-east-1"] }, classTag: "class" },
    },
  },
  fails: {
    "a copy under another law, as advice": {
      of: cosmos("westeurope", "UK South"),
      finds: [`locations[1].locationName: got "UK South", ${want}, as westeurope is (advice)`],
    },
    "copies that are not in the list": {
      of: [
        aws("secretsmanager:Secret", { replicas: [{ region: "eu-west-1" }, { region: "us-east-1" }] }),
        aws("globalaccelerator:EndpointGroup", { endpointGroupRegion: "us-east-1" }),
        azure(
          "servicebus:Namespace",
          { geoDataReplication: { locations: [{ locationName: "eastus" }] } },
          { name: "bus" },
        ),
        aws("kms:ReplicaKey", { primaryKeyArn: "arn:aws:kms:eu-west-1:1:key/mrk-1", region: "us-east-1" }),
      ],
      knobs: { regions: ["eu-west-1"] },
      finds: [
        'bus geoDataReplication.locations[0].locationName: got "eastus", want one of eu-west-1',
        'endpointGroup endpointGroupRegion: got "us-east-1", want one of eu-west-1',
        'replicaKey region: got "us-east-1", want one of eu-west-1',
        'secret replicas[1].region: got "us-east-1", want one of eu-west-1',
      ],
    },
    "a bucket that is copied to one of the stack": {
      of: [replication("arn:aws:s3:::backup"), bucket({ region: "us-east-1" }, "backup")],
      finds: [
        `bucketReplicationConfig rules[0].destination.bucket: got "us-east-1", ${want}, as eu-west-1 is (advice)`,
      ],
    },
    "images, backups and a registry that go elsewhere": {
      of: [
        azure("containerregistry:Replication", { registryName: "images", location: "eastus" }, { name: "replica" }),
        azure("containerregistry:Registry", { registryName: "images", location: "westeurope" }, { name: "images" }),
        aws("ecr:ReplicationConfiguration", {
          region: "eu-west-1",
          replicationConfiguration: { rules: [{ destinations: [{ region: "us-west-2", registryId: "1" }] }] },
        }),
        aws("backup:Plan", {
          region: "eu-west-1",
          rules: [{ copyActions: [{ destinationVaultArn: "arn:aws:backup:us-east-1:1:backup-vault:b" }] }],
        }),
      ],
      finds: [
        `plan rules[0].copyActions[0].destinationVaultArn: got "us-east-1", ${want}, as eu-west-1 is (advice)`,
        `replica location: got "eastus", ${want}, as westeurope is (advice)`,
        `replicationConfiguration replicationConfiguration.rules[0].destinations[0].region: got "us-west-2", ${want}, as eu-west-1 is (advice)`,
      ],
    },
  },
  unknown: {
    "a copy of which nobody knows where it goes": { of: cosmos("westeurope", ""), path: "locations[1].locationName" },
  },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.locations.push({ locationName: "westeurope", failoverPriority: 1 });
    },
  },
});
