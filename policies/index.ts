/** The pack as the engine starts it. */
import { PolicyPack } from "@pulumi/policy";
import { toPolicies } from "./framework/pack";
import { rules } from "./allRules";

new PolicyPack("aws-microservices", {
  description: "Rules for microservices on AWS: security, reliability, operations and cost.",
  provider: "AWS",
  policies: toPolicies(rules),
});
