import assert from "node:assert/strict";
import { kindOf } from "../../../policy/lib/kind.ts";

function expectKinds(kinds: Record<string, string>): void {
  assert.deepEqual(Object.fromEntries(Object.keys(kinds).map((type) => [type, kindOf(type)])), kinds);
}

describe("kindOf", () => {
  it("leaves the version out of a Kubernetes type, and sees an object that is applied as a patch", () => {
    expectKinds({
      "kubernetes:apps/v1:Deployment": "kubernetes:apps:Deployment",
      "kubernetes:apps/v1beta1:Deployment": "kubernetes:apps:Deployment",
      "kubernetes:apps/v1:DeploymentPatch": "kubernetes:apps:Deployment",
      "kubernetes:core/v1:Pod": "kubernetes:core:Pod",
      "kubernetes:networking.k8s.io/v1:NetworkPolicyPatch": "kubernetes:networking.k8s.io:NetworkPolicy",
      "kubernetes:argoproj.io/v1alpha1:Rollout": "kubernetes:argoproj.io:Rollout",
      "kubernetes:helm.sh/v4:Chart": "kubernetes:helm.sh:Chart",
    });
  });

  it("keeps a list apart from its items", () => {
    expectKinds({ "kubernetes:apps/v1:DeploymentList": "kubernetes:apps:DeploymentList" });
  });

  it("meets every form of an Azure type: plain, of one API version, of a package made for one", () => {
    expectKinds({
      "azure-native:app:ContainerApp": "azure-native:app:ContainerApp",
      "azure-native:app/v20240301:ContainerApp": "azure-native:app:ContainerApp",
      "azure-native_app_v20240301:app:ContainerApp": "azure-native:app:ContainerApp",
    });
  });

  it("knows Cosmos DB under the module that version 2 kept it in", () => {
    expectKinds({
      "azure-native:cosmosdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
      "azure-native:documentdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
      "azure-native:documentdb/v20240515:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
      "azure-native_documentdb_v20240515:documentdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
    });
  });

  it("leaves the file out of an AWS type, and S3's V2 with it, but no other V2", () => {
    expectKinds({
      "aws:s3/bucket:Bucket": "aws:s3:Bucket",
      "aws:s3/bucketV2:BucketV2": "aws:s3:Bucket",
      "aws:s3/bucketVersioningV2:BucketVersioningV2": "aws:s3:BucketVersioning",
      "aws:ecr/repository:Repository": "aws:ecr:Repository",
      "aws:apigatewayv2/api:Api": "aws:apigatewayv2:Api",
      "aws:networkmanager/linkV2:LinkV2": "aws:networkmanager:LinkV2",
    });
  });

  it("takes any other type as it is, also one whose name begins alike", () => {
    const types = [
      "pulumi:pulumi:Stack",
      "pulumi:providers:kubernetes",
      "random:index/randomPassword:RandomPassword",
      "daca:azure:MessageBus",
      "azure-nativeplus:app/v1:ContainerApp",
      "awsx:ec2:VpcPatch",
    ];
    assert.deepEqual(types.map(kindOf), types);
  });
});
