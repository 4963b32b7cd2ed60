import { NETWORK_ACL, NETWORK_ACL_RULE } from "../../aws/types";
import { integers } from "../../framework/parameters";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

function opensToWorld(entry: Property, isRule: boolean): boolean {
  const allows = entry.at(isRule ? "ruleAction" : "action").is("allow", "ALLOW");
  const world = ["cidrBlock", "ipv6CidrBlock"].some((name) =>
    entry.at(name).text()?.endsWith("/0"),
  );
  return allows && world;
}

function openPorts(entry: Property, ports: readonly number[]): readonly number[] {
  const protocol = entry.at("protocol");
  if (protocol.is("-1", "all")) return ports;
  const from = entry.at("fromPort").number();
  const to = entry.at("toPort").number();
  if (!protocol.is("6", "tcp", "17", "udp") || from === undefined || to === undefined) return [];
  return ports.filter((port) => port >= from && port <= to);
}

/**
 * Judges each entry by itself, as AWS's own control does; an earlier entry that denies the port is no
 * excuse for one that allows it.
 */
export default defineResourceRule({
  id: "nacl-no-public-admin",
  title: "Network ACLs do not open SSH and RDP to the world",
  service: "vpc",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.21"],
    cis: ["v5.0.0-5.2", "v6.0.0-6.2"],
    checkov: ["CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352"],
    prowler: [
      "ec2_networkacl_allow_ingress_tcp_port_22",
      "ec2_networkacl_allow_ingress_tcp_port_3389",
    ],
  },
  parameters: {
    ports: integers({ description: "Ports of administration.", default: [22, 3389] }),
  },
  types: [...NETWORK_ACL, ...NETWORK_ACL_RULE],
  fix: "Name the addresses that administer in place of every address.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.NetworkAclRule("administration", {
  ...settings,
  ruleAction: "allow",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  cidrBlock: "10.0.0.0/16",
  ipv6CidrBlock: undefined,
});`,
  check({ props, parameters, report }) {
    const isRule = !props.at("ruleAction").isMissing;
    if (isRule && !props.at("egress").isNot(true)) return;
    const entries = isRule ? [props] : props.at("ingress").items();
    for (const entry of entries) {
      const open = opensToWorld(entry, isRule) ? openPorts(entry, parameters.ports) : [];
      if (open.length > 0) {
        report(
          `${isRule ? "the rule" : entry.path} opens port ${open.join(", ")} to every address`,
        );
      }
    }
  },
});
