import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../internal/objects";
import type { DatabaseArgs } from "./arguments";
import { isAurora } from "./engines";
import type { DatabaseSettings } from "./settings";

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: string;
}

/** TLS, logs, and what the arguments add; in order of name, as AWS answers them. */
export function parametersOf(args: DatabaseArgs, { facts }: DatabaseSettings): Parameter[] {
  const { tls } = facts;
  const own = { ...facts.logParameters, ...args.parameters };
  const all = {
    ...mapValues(own, (name, value) => ({
      name,
      value,
      // What the arguments name may be static, which AWS takes for the next start only.
      applyMethod: args.parameters?.[name] === undefined ? "immediate" : "pending-reboot",
    })),
    ...(tls.by === "parameter" && {
      [tls.name]: { name: tls.name, value: tls.value, applyMethod: tls.applyMethod },
    }),
  };
  return Object.values(all).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The group that forces TLS: of the cluster for Aurora, otherwise of the instance. */
export function createParameterGroup(
  name: string,
  args: DatabaseArgs,
  settings: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const inputs = {
    family: settings.facts.family(settings.version),
    description: `Parameters of ${settings.identifier}`,
    parameters: parametersOf(args, settings),
  };
  return isAurora(args.engine)
    ? new rds.ClusterParameterGroup(`${name}-parameters`, inputs, opts).name
    : new rds.ParameterGroup(`${name}-parameters`, inputs, opts).name;
}

/**
 * The options of an instance: the audit plug-in of MySQL and MariaDB, or Oracle's port for TLS, whose
 * firewall is the instance's own.
 *
 * @returns undefined for engines that need none
 */
export function createOptionGroup(
  name: string,
  args: DatabaseArgs,
  { facts, finalSnapshot, identifier, version }: DatabaseSettings,
  securityGroupId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  const options = [
    ...(facts.auditOption === undefined
      ? []
      : [
          {
            optionName: facts.auditOption.name,
            optionSettings: Object.entries(facts.auditOption.settings).map(([key, value]) => ({
              name: key,
              value,
            })),
          },
        ]),
    ...(facts.tls.by === "port" ? [oracleTls(facts.port, securityGroupId)] : []),
  ];
  if (options.length === 0) return undefined;
  return new rds.OptionGroup(
    `${name}-options`,
    {
      engineName: args.engine,
      majorEngineVersion: version,
      optionGroupDescription: `Options of ${identifier}`,
      options,
      // AWS refuses to delete a group that a snapshot was taken under.
      skipDestroy: finalSnapshot,
    },
    opts,
  ).name;
}

/** TLS 1.2 alone; RDS for Oracle speaks no newer: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html */
function oracleTls(port: number, securityGroupId: pulumi.Input<string>) {
  return {
    optionName: "SSL",
    port,
    vpcSecurityGroupMemberships: [securityGroupId],
    optionSettings: [
      { name: "SQLNET.SSL_VERSION", value: "1.2" },
      { name: "SQLNET.CIPHER_SUITE", value: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
    ],
  };
}
