/**
 * Rotates a secret that nobody else has to be told of, such as a key that services sign with: whoever
 * checks signatures accepts the versions AWSCURRENT and AWSPREVIOUS. Secrets Manager calls it four
 * times, one for each step; where the secret opens a server, `setSecret` tells the server, and
 * `testSecret` signs in to it.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";

const event = z.object({
  SecretId: z.string(),
  ClientRequestToken: z.string(),
  Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
});
const client = new SecretsManagerClient();

export async function handler(input: unknown): Promise<void> {
  const { SecretId, ClientRequestToken, Step } = event.parse(input);
  if (Step === "createSecret") await create(SecretId, ClientRequestToken);
  if (Step === "finishSecret") await finish(SecretId, ClientRequestToken);
}

/** Stages of every version of the secret, by the version's id. */
async function stagesOf(SecretId: string): Promise<Record<string, string[]>> {
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
  return VersionIdsToStages ?? {};
}

/** Secrets Manager repeats a step that failed, so a value that is there already stays. */
async function create(SecretId: string, version: string): Promise<void> {
  const stages = await stagesOf(SecretId);
  if (stages[version]?.includes("AWSCURRENT")) return;
  const { RandomPassword } = await client.send(
    new GetRandomPasswordCommand({ PasswordLength: 64, ExcludePunctuation: true }),
  );
  try {
    await client.send(
      new PutSecretValueCommand({
        SecretId,
        ClientRequestToken: version,
        SecretString: RandomPassword,
        VersionStages: ["AWSPENDING"],
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceExistsException") return;
    throw error;
  }
}

async function finish(SecretId: string, version: string): Promise<void> {
  const stages = Object.entries(await stagesOf(SecretId));
  const current = stages.find(([, names]) => names.includes("AWSCURRENT"))?.[0];
  if (current === version) return;
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: "AWSCURRENT",
      MoveToVersionId: version,
      RemoveFromVersionId: current,
    }),
  );
}
