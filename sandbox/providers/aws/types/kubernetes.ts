import type { TypeRule } from "../../fill/rules";

const EKS = "arn:{partition}:eks:{region}:{account}";

/** EKS clusters and what belongs to them. */
export const kubernetesTypes: Readonly<Record<string, TypeRule>> = {
  "aws:eks/cluster:Cluster": {
    id: "{name}",
    outputs: {
      arn: `${EKS}:cluster/{name}`,
      endpoint: "https://{upper32}.gr7.{region}.eks.amazonaws.com",
      version: "1.35",
      status: "ACTIVE",
      platformVersion: "eks.1",
      clusterId: "",
      certificateAuthority: (context) => ({ data: context.random.text("mixed", 64, "ca") }),
      identities: (context) => [
        {
          oidcs: [
            {
              issuer: `https://oidc.eks.${context.text("region")}.amazonaws.com/id/${context.random.text("upper", 32, "oidc")}`,
            },
          ],
        },
      ],
    },
    within: { vpcConfig: { clusterSecurityGroupId: "sg-{hex17}", vpcId: "vpc-{hex17}" } },
    replaceOnChange: ["roleArn", "bootstrapSelfManagedAddons", "encryptionConfig", "outpostConfig"],
  },
  "aws:eks/nodeGroup:NodeGroup": {
    id: "{clusterName}:{nodeGroupName}",
    outputs: {
      arn: `${EKS}:nodegroup/{clusterName}/{nodeGroupName}/{uuid}`,
      status: "ACTIVE",
    },
  },
  "aws:eks/addon:Addon": {
    id: "{clusterName}:{addonName}",
    outputs: {
      arn: `${EKS}:addon/{clusterName}/{addonName}/{uuid}`,
      addonVersion: "v1.0.0-eksbuild.1",
      configurationValues: "",
    },
    replaceOnChange: ["clusterName", "addonName"],
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: "{clusterName}:{principalArn}",
    outputs: {
      accessEntryArn: `${EKS}:access-entry/{clusterName}/role/{account}/{uuid}`,
      userName: "{principalArn}",
    },
    replaceOnChange: ["clusterName", "principalArn", "type"],
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: "{clusterName}#{principalArn}#{policyArn}",
    updateInPlace: [],
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: "{associationId}",
    outputs: {
      associationId: "a-{lower17}",
      associationArn: `${EKS}:podidentityassociation/{clusterName}/{associationId}`,
      externalId: "",
    },
    updateInPlace: ["roleArn", "targetRoleArn", "disableSessionTags", "policy", "tags"],
  },
  "aws:eks/fargateProfile:FargateProfile": {
    id: "{clusterName}:{fargateProfileName}",
    outputs: {
      arn: `${EKS}:fargateprofile/{clusterName}/{fargateProfileName}/{uuid}`,
      fargateProfileName: ({ logicalName, random }) =>
        `${logicalName}-${random.text("hex", 7, "name")}`,
      status: "ACTIVE",
    },
    updateInPlace: ["tags"],
  },
};
