import { awsSimulations, digest, madeUp, nameOf } from "./awsSimulation.ts";

/** Kubernetes, and who is who in it. */
export const awsCluster = awsSimulations({
  "eks/cluster:Cluster": {
    id: (cluster) => nameOf(cluster),
    adds: ({ inputs }, place, id) => ({
      arn: place.arn("eks", `cluster/${id}`),
      endpoint: `https://${digest(id).toUpperCase()}.gr7.${place.region}.eks.amazonaws.com`,
      // "simulated"
      certificateAuthority: { data: "c2ltdWxhdGVk" },
      vpcConfig: {
        ...(inputs.vpcConfig as object),
        clusterSecurityGroupId: `sg-${digest(`${id}/${place.region}/cluster`)}0`,
      },
    }),
    replaces: ["bootstrapSelfManagedAddons", "encryptionConfig", "roleArn"],
  },
  "eks/accessEntry:AccessEntry": {
    id: ({ inputs }) => `${inputs.clusterName}:${inputs.principalArn}`,
    replaces: ["clusterName", "principalArn", "type"],
  },
  "eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: ({ inputs }) => `${inputs.clusterName}#${inputs.principalArn}#${inputs.policyArn}`,
    replaces: ["accessScope", "clusterName", "policyArn", "principalArn"],
  },
  "eks/podIdentityAssociation:PodIdentityAssociation": {
    id: (association) => madeUp("a", association),
    adds: ({ inputs }, place, id) => ({
      associationId: id,
      associationArn: place.arn("eks", `podidentityassociation/${inputs.clusterName}/${id}`),
    }),
    replaces: ["clusterName", "namespace", "serviceAccount"],
  },
  "iam/role:Role": {
    global: true,
    id: (role) => nameOf(role),
    adds: (_, { accountId }, id) => ({ name: id, arn: `arn:aws:iam::${accountId}:role/${id}` }),
  },
  "iam/rolePolicy:RolePolicy": {
    global: true,
    id: (policy) => `${policy.inputs.role}:${nameOf(policy)}`,
    adds: (policy) => ({ name: nameOf(policy) }),
    replaces: ["role"],
  },
  "iam/rolePolicyAttachment:RolePolicyAttachment": {
    global: true,
    id: ({ inputs }) => `${inputs.role}/${inputs.policyArn}`,
    replaces: ["policyArn", "role"],
  },
});
