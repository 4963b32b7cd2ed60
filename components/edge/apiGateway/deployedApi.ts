import type * as pulumi from "@pulumi/pulumi";

/** An API that answers, whatever its protocol. */
export interface DeployedApi {
  readonly apiId: pulumi.Output<string>;
  /** ARN that permissions to call functions begin with, followed by stage, method and path. */
  readonly executionArn: pulumi.Output<string>;
  readonly stageName: string;
  /** Name of the deployed stage, known once it answers. */
  readonly stage: pulumi.Output<string>;
  /** Values of the API keys by plan, secret. */
  readonly apiKeyValues: Readonly<Record<string, pulumi.Output<string>>>;
}
