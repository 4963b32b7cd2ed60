import { SECRET } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

/** AWS takes 0, which deletes at once, or 7 to 30 days, and 30 when nothing is said. */
export default defineResourceRule({
  id: "secrets-recovery-window",
  title: "Secrets can be recovered after deletion",
  service: "secretsmanager",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  types: SECRET,
  parameters: {
    minimumDays: integer({
      description: "Days that a deleted secret must stay; 0 in stacks that come and go.",
      default: 7,
      minimum: 0,
      maximum: 30,
    }),
  },
  fix: "Set recoveryWindowInDays to 7 or more, or leave it out for 30.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  example: `
import { secretsmanager } from "@pulumi/aws";

new secretsmanager.Secret("orders", { ...settings, recoveryWindowInDays: 7 });`,
  remedy: ({ parameters }) => [
    // AWS takes nothing from 1 to 6.
    { path: "recoveryWindowInDays", value: Math.max(7, parameters.minimumDays) },
  ],
  check({ props, parameters, report }) {
    const window = props.at("recoveryWindowInDays");
    const days = window.number();
    if (days !== undefined && days < parameters.minimumDays) report(found(window));
  },
});
