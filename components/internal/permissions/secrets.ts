/** Secrets and parameters: who reads them, and who rotates them. */

/** What starting a container takes to hand it a secret or a parameter by reference, and to decrypt it. */
export const readSecret = ["secretsmanager:GetSecretValue"] as const;
export const readParameters = ["ssm:GetParameters"] as const;
export const decryptSecret = ["kms:Decrypt"] as const;

/**
 * What a function does that rotates a secret, besides what the secret is for.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export const rotateSecret = [
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecretVersionStage",
] as const;
export const encryptSecret = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Having Secrets Manager think of a password; it has no resource to name. */
export const makePassword = ["secretsmanager:GetRandomPassword"] as const;
