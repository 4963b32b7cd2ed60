import { RDS_PROXY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "rds-proxy-tls",
  title: "RDS Proxy requires TLS",
  service: "rds",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["RDS.43"] },
  types: RDS_PROXY,
  fix: "Set requireTls to true and remove debugLogging.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-creating.html",
  example: `
import { rds } from "@pulumi/aws";

new rds.Proxy("orders", { ...settings, requireTls: true, debugLogging: false });`,
  remedy: [
    { path: "requireTls", value: true },
    { path: "debugLogging", value: false },
  ],
  check({ props, report }) {
    const tls = props.at("requireTls");
    const debug = props.at("debugLogging");
    if (tls.isNot(true)) report(found(tls));
    if (debug.is(true)) report(`${found(debug)}, which logs statements with their values`);
  },
});
