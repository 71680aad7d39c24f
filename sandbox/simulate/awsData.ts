import { awsSimulations, digest, nameOf } from "./awsSimulation.ts";
import { artificialUuid } from "./simulation.ts";

const OF_BUCKET = {
  id: ({ inputs }: { inputs: Record<string, unknown> }) => String(inputs.bucket),
  nameInput: "bucket",
};

/** Keys, databases, buckets and secrets. */
export const awsData = awsSimulations({
  "kms/key:Key": {
    id: ({ name, inputs }) => artificialUuid(`${inputs.region}/${name}`),
    adds: (_, place, id) => ({ keyId: id, arn: place.arn("kms", `key/${id}`) }),
    replaces: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  },
  "kms/alias:Alias": {
    id: (alias) => nameOf(alias),
    adds: (_, place, id) => ({ arn: place.arn("kms", id) }),
  },
  "rds/subnetGroup:SubnetGroup": {
    id: (group) => nameOf(group).toLowerCase(),
    adds: (_, place, id) => ({ name: id, arn: place.arn("rds", `subgrp:${id}`) }),
  },
  "rds/clusterParameterGroup:ClusterParameterGroup": {
    id: (group) => nameOf(group).toLowerCase(),
    adds: (_, place, id) => ({ name: id, arn: place.arn("rds", `cluster-pg:${id}`) }),
    replaces: ["description", "family"],
  },
  "rds/cluster:Cluster": {
    id: (cluster) => nameOf(cluster, "clusterIdentifier"),
    adds: ({ inputs }, place, id) => ({
      arn: place.arn("rds", `cluster:${id}`),
      endpoint: `${id}.cluster-simulated.${place.region}.rds.amazonaws.com`,
      readerEndpoint: `${id}.cluster-ro-simulated.${place.region}.rds.amazonaws.com`,
      clusterResourceId: `cluster-${digest(`${id}/${place.region}`).toUpperCase()}`,
      ...(inputs.manageMasterUserPassword === true
        ? {
            masterUserSecrets: [
              {
                secretArn: place.arn("secretsmanager", `secret:rds!cluster-${artificialUuid(id)}-abcdef`),
                kmsKeyId: inputs.masterUserSecretKmsKeyId,
                secretStatus: "active",
              },
            ],
          }
        : {}),
    }),
    nameInput: "clusterIdentifier",
    replaces: ["databaseName", "dbSubnetGroupName", "engine", "kmsKeyId", "masterUsername", "storageEncrypted"],
  },
  "rds/clusterInstance:ClusterInstance": {
    id: (instance) => nameOf(instance, "identifier"),
    adds: (_, place, id) => ({
      arn: place.arn("rds", `db:${id}`),
      endpoint: `${id}.simulated.${place.region}.rds.amazonaws.com`,
    }),
    nameInput: "identifier",
    replaces: ["availabilityZone", "clusterIdentifier", "dbSubnetGroupName", "engine"],
  },
  "secretsmanager/secret:Secret": {
    id: (secret, place) => place.arn("secretsmanager", `secret:${nameOf(secret)}-abcdef`),
    adds: (_, __, id) => ({ arn: id }),
  },
  "secretsmanager/secretVersion:SecretVersion": {
    id: ({ inputs }) => `${inputs.secretId}|${artificialUuid(String(inputs.secretString))}`,
    adds: ({ inputs }) => ({ secretArn: inputs.secretId, versionId: artificialUuid(String(inputs.secretString)) }),
    replaces: ["secretId", "secretString"],
  },
  "s3/bucket:Bucket": {
    id: (bucket) => nameOf(bucket, "bucket"),
    adds: (_, { region }, id) => ({
      arn: `arn:aws:s3:::${id}`,
      bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
    }),
    nameInput: "bucket",
    replaces: ["objectLockEnabled"],
  },
  "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": OF_BUCKET,
  "s3/bucketLogging:BucketLogging": OF_BUCKET,
  "s3/bucketOwnershipControls:BucketOwnershipControls": OF_BUCKET,
  "s3/bucketPolicy:BucketPolicy": OF_BUCKET,
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": OF_BUCKET,
  "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": OF_BUCKET,
  "s3/bucketVersioning:BucketVersioning": OF_BUCKET,
  "ecr/repository:Repository": {
    id: (repository) => nameOf(repository),
    adds: (_, place, id) => ({
      arn: place.arn("ecr", `repository/${id}`),
      registryId: place.accountId,
      repositoryUrl: `${place.accountId}.dkr.ecr.${place.region}.amazonaws.com/${id}`,
    }),
    replaces: ["encryptionConfigurations"],
  },
  "ecr/lifecyclePolicy:LifecyclePolicy": {
    id: ({ inputs }) => String(inputs.repository),
    adds: (_, { accountId }) => ({ registryId: accountId }),
    replaces: ["policy", "repository"],
  },
});
