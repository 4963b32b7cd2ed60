import * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { AliasRecord } from "../edge/aliasRecord";
import { ArgumentError } from "../internal/errors";
import { shortHash } from "../internal/naming";
import { createLogGroup } from "../observability/logGroup";
import { signInHost, type UserPoolArgs } from "./pool/args";
import { clientSettings } from "./pool/client";
import { userPoolFault } from "./pool/faults";
import { poolSettings, riskSettings } from "./pool/pool";
import type { TokenIssuer } from "./tokenIssuer";

export type { EmailSender, SignInDomain, ThreatProtection, UserPoolArgs } from "./pool/args";

/**
 * Customers, in an Amazon Cognito user pool: they sign in with address and password on Cognito's managed
 * pages, and the web client gets their tokens by the authorization code flow with PKCE.
 */
export class UserPool extends pulumi.ComponentResource implements TokenIssuer {
  readonly userPoolId: pulumi.Output<string>;
  readonly userPoolArn: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly issuer: pulumi.Output<string>;
  readonly jwksUri: pulumi.Output<string>;
  /** Where the sign-in pages are; `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it. */
  readonly signInUrl: pulumi.Output<string>;
  readonly environment: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: UserPoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:identity:UserPool", name, {}, opts);
    const fault = userPoolFault(args);
    if (fault !== undefined) throw new ArgumentError("UserPool", name, fault);

    const pool = new cognito.UserPool(`${name}-pool`, poolSettings(args), {
      parent: this,
      protect: args.protect ?? false,
    });
    const client = this.createClient(name, args, pool);
    const domain = this.createSignIn(name, args, pool, client);
    this.createGroups(name, args, pool);
    this.createDefences(name, args, pool);
    this.createLog(name, args, pool);

    this.userPoolId = pool.id;
    this.userPoolArn = pool.arn;
    this.clientId = client.id;
    this.issuer = pulumi.interpolate`https://${pool.endpoint}`;
    this.jwksUri = pulumi.interpolate`${this.issuer}/.well-known/jwks.json`;
    // Known once the pages are there, so that nobody is sent to them before.
    this.signInUrl = domain.domain.apply(() => `https://${signInHost(args)}`);
    this.environment = {
      AUTH_ISSUER: this.issuer,
      AUTH_JWKS_URI: this.jwksUri,
      AUTH_CLIENT_ID: this.clientId,
    };
    this.registerOutputs({
      userPoolId: this.userPoolId,
      userPoolArn: this.userPoolArn,
      clientId: this.clientId,
      issuer: this.issuer,
      jwksUri: this.jwksUri,
      signInUrl: this.signInUrl,
      environment: this.environment,
    });
  }

  private createClient(name: string, args: UserPoolArgs, pool: cognito.UserPool) {
    const servers = (args.resourceServers ?? []).map(
      ({ identifier, scopes }) =>
        new cognito.ResourceServer(
          `${name}-resource-server-${shortHash(identifier, 6)}`,
          {
            userPoolId: pool.id,
            identifier,
            scopes: Object.entries(scopes).map(([scopeName, scopeDescription]) => ({
              scopeName,
              scopeDescription,
            })),
          },
          { parent: this },
        ),
    );
    return new cognito.UserPoolClient(
      `${name}-client`,
      { userPoolId: pool.id, ...clientSettings(args) },
      // Cognito refuses a client that asks for scopes which are not there yet.
      { parent: this, dependsOn: servers },
    );
  }

  /** The domain of the managed pages, and a style, without which they show an error to everybody. */
  private createSignIn(
    name: string,
    args: UserPoolArgs,
    pool: cognito.UserPool,
    client: cognito.UserPoolClient,
  ): cognito.UserPoolDomain {
    const { signIn } = args;
    const domain = new cognito.UserPoolDomain(
      `${name}-sign-in`,
      {
        userPoolId: pool.id,
        managedLoginVersion: 2,
        ...(signIn.kind === "prefix"
          ? { domain: signIn.prefix }
          : { domain: signIn.domainName, certificateArn: signIn.certificate.arn }),
      },
      { parent: this },
    );
    if (signIn.kind === "custom") {
      new AliasRecord(
        `${name}-sign-in-name`,
        {
          hostedZoneId: signIn.hostedZoneId,
          domainName: signIn.domainName,
          target: { kind: "cloudFront", domainName: domain.cloudfrontDistribution },
        },
        { parent: this },
      );
    }
    new cognito.ManagedLoginBranding(
      `${name}-sign-in-style`,
      { userPoolId: pool.id, clientId: client.id, useCognitoProvidedValues: true },
      { parent: this },
    );
    return domain;
  }

  private createGroups(name: string, args: UserPoolArgs, pool: cognito.UserPool): void {
    Object.entries(args.groups ?? {}).forEach(([group, description], precedence) => {
      new cognito.UserGroup(
        `${name}-group-${group}`,
        { userPoolId: pool.id, name: group, description, precedence },
        { parent: this },
      );
    });
  }

  private createDefences(name: string, args: UserPoolArgs, pool: cognito.UserPool): void {
    if ((args.threatProtection ?? "enforced") === "enforced") {
      new cognito.RiskConfiguration(
        `${name}-risks`,
        { userPoolId: pool.id, ...riskSettings },
        { parent: this },
      );
    }
    if (args.webAcl !== undefined) {
      new wafv2.WebAclAssociation(
        `${name}-web-acl`,
        { resourceArn: pool.arn, webAclArn: args.webAcl.arn },
        { parent: this },
      );
    }
  }

  /**
   * Messages that could not be delivered, and with threat protection every sign-in with its risk. The
   * prefix keeps CloudWatch's policy for log deliveries from growing with each group:
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
   */
  private createLog(name: string, args: UserPoolArgs, pool: cognito.UserPool): void {
    const group = createLogGroup(
      `${name}-events`,
      args.logs,
      { groupName: `/aws/vendedlogs/cognito/${signInHost(args)}` },
      { parent: this },
    );
    const cloudWatchLogsConfiguration = { logGroupArn: group.arn };
    const signIns =
      args.threatProtection === "off"
        ? []
        : [{ eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration }];
    new cognito.LogDeliveryConfiguration(
      `${name}-log-delivery`,
      {
        userPoolId: pool.id,
        logConfigurations: [
          { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration },
          ...signIns,
        ],
      },
      { parent: this },
    );
  }
}
