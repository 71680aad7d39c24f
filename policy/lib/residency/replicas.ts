import type { StackFinding } from "../rule.ts";
import { isNamed, type Linked } from "../siblings.ts";
import type { Stack } from "../stack.ts";

/** A place that data is copied to, or is reached in. */
export interface Replica {
  resource: Linked & StackFinding["resource"];
  /** Where that is said. */
  path: string;
  region: string | undefined;
  /** Where the data is at home, if that is known. */
  home?: string | undefined;
}

/** Every place that a stack copies data to: as a list of regions, as a resource for each, or by naming another store. */
export function replicasOf(stack: Stack): Replica[] {
  return [
    ...stack.of("azure-native:cosmosdb:DatabaseAccount").flatMap((resource) => {
      const { location, locations = [] } = resource.props;
      const home = locations.find(({ failoverPriority }) => failoverPriority === 0)?.locationName ?? location;
      return listed(resource, "locations", locations, "locationName", home);
    }),
    ...stack.of("azure-native:servicebus:Namespace").flatMap((resource) => {
      const { geoDataReplication, location } = resource.props;
      return listed(resource, "geoDataReplication.locations", geoDataReplication?.locations, "locationName", location);
    }),
    ...stack.of("azure-native:containerregistry:Replication").map((resource) => {
      const registries = stack.of("azure-native:containerregistry:Registry");
      const home = registries.find(({ props }) => props.registryName === resource.props.registryName)?.props.location;
      return { resource, path: "location", region: resource.props.location, home };
    }),
    ...stack
      .of("aws:secretsmanager:Secret")
      .flatMap((resource) => listed(resource, "replicas", resource.props.replicas, "region", homeOf(resource))),
    ...stack
      .of("aws:dynamodb:Table")
      .flatMap((resource) => listed(resource, "replicas", resource.props.replicas, "regionName", homeOf(resource))),
    ...stack.of("aws:ecr:ReplicationConfiguration").flatMap((resource) =>
      (resource.props.replicationConfiguration?.rules ?? []).flatMap(({ destinations }, index) => {
        const path = `replicationConfiguration.rules[${index}].destinations`;
        return listed(resource, path, destinations, "region", homeOf(resource));
      }),
    ),
    ...stack.of("aws:kms:ReplicaKey").map((resource) => {
      const { primaryKeyArn } = resource.props;
      return { resource, path: "region", region: resource.props.region, home: regionIn(primaryKeyArn) };
    }),
    ...stack.of("aws:backup:Plan").flatMap((resource) =>
      (resource.props.rules ?? []).flatMap(({ copyActions }, rule) =>
        (copyActions ?? []).map(({ destinationVaultArn }, index) => ({
          resource,
          path: `rules[${rule}].copyActions[${index}].destinationVaultArn`,
          region: regionIn(destinationVaultArn),
          home: homeOf(resource),
        })),
      ),
    ),
    ...bucketReplicas(stack),
    ...stack.of("aws:globalaccelerator:EndpointGroup").map((resource) => ({
      resource,
      path: "endpointGroupRegion",
      region: resource.props.endpointGroupRegion,
    })),
  ];
}

/** Where a bucket is copied to. The region is that of the other bucket, which only a bucket of the stack tells. */
function bucketReplicas(stack: Stack): Replica[] {
  const buckets = stack.of("aws:s3:Bucket");
  return stack.of("aws:s3:BucketReplicationConfig").flatMap((resource) =>
    (resource.props.rules ?? []).flatMap(({ destination }, index) => {
      const arn = destination?.bucket;
      const target = arn === undefined ? undefined : buckets.find((bucket) => isNamed(bucket, arn));
      const path = `rules[${index}].destination.bucket`;
      return target ? [{ resource, path, region: homeOf(target), home: homeOf(resource) }] : [];
    }),
  );
}

function listed<Key extends string>(
  resource: Replica["resource"],
  path: string,
  items: readonly { [K in Key]?: string }[] | undefined,
  key: Key,
  home: string | undefined,
): Replica[] {
  return (items ?? []).map((item, index) => ({ resource, path: `${path}[${index}].${key}`, region: item[key], home }));
}

/** Region of a resource of AWS: its own, or its provider's. */
function homeOf({ props, provider }: Linked): string | undefined {
  return (props as { region?: string }).region ?? (provider?.props.region as string | undefined);
}

/** `arn:aws:kms:eu-west-1:...` */
function regionIn(arn: string | undefined): string | undefined {
  return arn?.split(":")[3] || undefined;
}
