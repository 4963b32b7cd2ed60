import { createOriginSecret } from "../../components/edge/originSecret";
import { WebAcl } from "../../components/edge/webAcl";
import { createFoundation } from "../foundation";

function main() {
  const { logs } = createFoundation();
  const firewall = new WebAcl("firewall", { scope: "CLOUDFRONT", logName: "example", logs });

  // A sign-in draws those who guess passwords, and a shop those who copy prices.
  const strict = new WebAcl("strict-firewall", {
    scope: "CLOUDFRONT",
    logName: "example",
    logs,
    requestsPerFiveMinutes: 1000,
    pathRates: [{ path: "/api/sign-in", requestsPerFiveMinutes: 50 }],
    botControl: "common",
    countedRules: { AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] },
  });

  // In front of an API that is public by itself: only CloudFront knows the header.
  const behind = new WebAcl("api-firewall", {
    scope: "REGIONAL",
    logName: "example",
    logs,
    originHeader: createOriginSecret("origin-secret"),
  });
  return { webAclArn: firewall.arn, strictArn: strict.arn, apiArn: behind.arn };
}

export = main;
