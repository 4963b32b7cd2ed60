/** The pack as the engine starts it, in the pack's own folder. */
import "./framework/library/prepare";
import { PolicyPack } from "@pulumi/policy";
import { rules } from "./allRules";
import { assemble } from "./framework/assemble";
import { version } from "./package.json";

new PolicyPack("aws-microservices", {
  description: "Rules for microservices on AWS: security, reliability, operations and cost.",
  provider: "AWS",
  policies: assemble(rules, {
    pack: { name: "aws-microservices", version },
    environment: process.env,
    packDirectory: __dirname,
  }),
});
