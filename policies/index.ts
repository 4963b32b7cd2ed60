/** The pack as the engine starts it, in the pack's own folder. */
import { PolicyPack } from "@pulumi/policy";
import { rules } from "./allRules";
import { assemble } from "./framework/assemble";
import { decodeOnce } from "./framework/decoding";
import { version } from "./package.json";

decodeOnce();
new PolicyPack("aws-microservices", {
  description: "Rules for microservices on AWS: security, reliability, operations and cost.",
  provider: "AWS",
  policies: assemble(rules, {
    pack: { name: "aws-microservices", version },
    environment: process.env,
    packDirectory: __dirname,
  }),
});
