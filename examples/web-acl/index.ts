import { WebAcl } from "../../components/edge/webAcl";
import { createFoundation } from "../foundation";

function main() {
  const { logs } = createFoundation();
  const firewall = new WebAcl("firewall", { scope: "CLOUDFRONT", logName: "example", logs });
  return { webAclArn: firewall.arn };
}

export = main;
