import { SUBNET } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "subnet-no-auto-public-ip",
  title: "Subnets give no public addresses",
  service: "vpc",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.15"],
    checkov: ["CKV_AWS_130"],
    prowler: ["vpc_subnet_no_public_ip_by_default"],
  },
  types: SUBNET,
  fix: "Set mapPublicIpOnLaunch to false; whatever must be reached asks for an address itself.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.Subnet("private", { ...settings, mapPublicIpOnLaunch: false });`,
  remedy: [{ path: "mapPublicIpOnLaunch", value: false }],
  check({ props, report }) {
    const setting = props.at("mapPublicIpOnLaunch");
    if (setting.is(true)) report(found(setting));
  },
});
