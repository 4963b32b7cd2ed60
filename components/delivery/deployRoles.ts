import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { deployRoleFaults } from "./plan/deployRoleFaults";
import { documentText, mostPolicies, splitIntoPolicies } from "./plan/split";
import {
  accountPlaceholder,
  deployStatements,
  type PlannedStatement,
  previewStatements,
  type StackResources,
  type StateStore,
} from "./plan/statements";

export type { StackResources, StateStore } from "./plan/statements";

/** Who issues the workflow's tokens: an account has one provider for GitHub, whatever number of repositories. */
export type GitHubProvider =
  { readonly kind: "create" } | { readonly kind: "existing"; readonly arn: pulumi.Input<string> };

export interface DeployRolesArgs {
  readonly accountId: pulumi.Input<string>;
  /** Region of the stack. Global services, which answer as us-east-1, may be used too. */
  readonly region: string;
  /** The repository whose workflows deploy, such as `example/shop`. */
  readonly repository: string;
  /** GitHub environment whose jobs may deploy, such as `prod`; protect it with reviewers and branches. */
  readonly environment: string;
  /** What the stack holds, from which the permissions are computed. */
  readonly resources: StackResources;
  /** Where the state is. @default elsewhere, such as Pulumi Cloud */
  readonly state?: StateStore;
  /** @default `{ kind: "create" }` */
  readonly provider?: GitHubProvider;
  /** Further actions that deploying takes, for types that nothing is known of. @default none */
  readonly extraActions?: readonly string[];
  /** Minutes that a workflow may keep a role, 60 to 720. @default 60 */
  readonly sessionMinutes?: number;
}

const issuer = "token.actions.githubusercontent.com";

/**
 * The roles of a pipeline, without a key to keep: workflows of one GitHub repository assume them with
 * their own token. `preview`, for pull requests, may look; `deploy`, for jobs of one environment, may
 * manage what the stack holds, and nothing else.
 * https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 */
export class DeployRoles extends pulumi.ComponentResource {
  readonly providerArn: pulumi.Output<string>;
  readonly previewRoleArn: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: DeployRolesArgs;

  constructor(name: string, args: DeployRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:delivery:DeployRoles", name, {}, opts);
    const faults = deployRoleFaults(args);
    if (faults.length > 0) throw new ArgumentError("DeployRoles", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const { repository, environment } = args;
    this.providerArn = this.createProvider();
    this.previewRoleArn = this.createRole({
      word: "preview",
      subject: `repo:${repository}:pull_request`,
      description: `Previews ${repository} in pull requests`,
      statements: previewStatements(args),
    });
    this.deployRoleArn = this.createRole({
      word: "deploy",
      subject: `repo:${repository}:environment:${environment}`,
      description: `Deploys ${repository} to ${environment}`,
      statements: [...deployStatements(args), ...this.extraStatements()],
    });
    this.registerOutputs({
      providerArn: this.providerArn,
      previewRoleArn: this.previewRoleArn,
      deployRoleArn: this.deployRoleArn,
    });
  }

  private createProvider(): pulumi.Output<string> {
    const { provider = { kind: "create" } } = this.#args;
    if (provider.kind === "existing") return pulumi.output(provider.arn);
    return new iam.OpenIdConnectProvider(
      `${this.#name}-github`,
      // AWS checks GitHub's certificate by its own list of authorities, so there is no thumbprint.
      { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] },
      { parent: this },
    ).arn;
  }

  private extraStatements(): PlannedStatement[] {
    const { extraActions = [], region } = this.#args;
    if (extraActions.length === 0) return [];
    const regions = [...new Set([region, "us-east-1"])].sort();
    const conditions = { StringEquals: { "aws:RequestedRegion": regions } };
    return [{ sid: "ManageMore", actions: extraActions, resources: ["*"], conditions }];
  }

  private createRole(args: {
    readonly word: "preview" | "deploy";
    readonly subject: string;
    readonly description: string;
    readonly statements: readonly PlannedStatement[];
  }): pulumi.Output<string> {
    const { word, subject, description, statements } = args;
    const name = `${this.#name}-${word}`;
    const policies = splitIntoPolicies(statements);
    if (policies.length > mostPolicies) {
      throw new ArgumentError(
        "DeployRoles",
        this.#name,
        `resources must fit into ${mostPolicies} policies of a role, got ${policies.length} for ${word}; divide the stack, and give each part roles of its own`,
      );
    }
    const role = new iam.Role(
      `${name}-role`,
      {
        description,
        maxSessionDuration: (this.#args.sessionMinutes ?? 60) * 60,
        assumeRolePolicy: this.trust(subject),
      },
      { parent: this },
    );
    policies.forEach((policy, index) => {
      this.attach(`${name}-${index + 1}`, role, `${description}, part ${index + 1}`, policy);
    });
    return role.arn;
  }

  /** One repository and one kind of job; a token without both keys is refused. */
  private trust(subject: string): pulumi.Output<string> {
    return pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AssumedByWorkflow",
          Effect: "Allow",
          Principal: { Federated: this.providerArn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: subject },
          },
        },
      ],
    });
  }

  private attach(
    name: string,
    role: iam.Role,
    description: string,
    statements: readonly PlannedStatement[],
  ): void {
    const text = documentText(statements);
    const policy = pulumi
      .output(this.#args.accountId)
      .apply((accountId) => text.replaceAll(accountPlaceholder, accountId));
    const { arn } = new iam.Policy(`${name}-policy`, { description, policy }, { parent: this });
    new iam.RolePolicyAttachment(
      `${name}-attachment`,
      { role: role.name, policyArn: arn },
      { parent: this },
    );
  }
}
