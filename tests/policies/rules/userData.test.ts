import type * as ec2 from "@pulumi/aws/ec2";
import { ec2NoUserDataSecrets } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import type { Change } from "../helpers/fixture";
import { resource, unknown } from "../helpers/fixture";

const template = resource<ec2.LaunchTemplateArgs>(
  "aws:ec2/launchTemplate:LaunchTemplate",
  "nodes",
  {
    userData: Buffer.from("#!/bin/bash\necho ECS_CLUSTER=shop").toString("base64"),
  },
);

function script(text: string): Change {
  return { set: { userData: `#!/bin/sh\n${text}\n` } };
}

describeRule(ec2NoUserDataSecrets, {
  valid: [template],
  passes: {
    "a password that the script fetches": script(
      'export DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id shop/orders)"',
    ),
    "a password from another variable": script("run --password=$DB_PASSWORD"),
    "where the password is": script("DB_PASSWORD_ARN=arn:aws:secretsmanager:eu-west-1:1:secret:db"),
    "a password in a file": script("DB_PASSWORD=/run/secrets/orders"),
    "no password": script("DB_PASSWORD= REQUIRE_PASSWORD=true"),
  },
  fails: {
    "a password": {
      ...script("export DB_PASSWORD=hunter2!"),
      says: "userData assigns a plain value to DB_PASSWORD",
    },
    "a password in quotes, in base64": {
      set: { userData: Buffer.from("DB_PASSWORD='hun$ter2'").toString("base64") },
      says: "userData assigns a plain value to DB_PASSWORD",
    },
    "a password among a command's options": {
      ...script('run --user=shop --db-password="hunter2!"'),
      says: "userData assigns a plain value to password",
    },
    "a token of an instance": {
      add: [
        {
          type: "aws:ec2/instance:Instance",
          name: "bastion",
          props: { userData: "API_TOKEN=hunter2! run" },
        },
      ],
      at: "bastion",
      says: "userData assigns a plain value to API_TOKEN",
    },
    "an access key": {
      set: { userData: "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE" },
      says: "userData holds a value in the form of a credential",
    },
    "a credential under the name of one": {
      ...script("API_KEY=AKIAIOSFODNN7EXAMPLE"),
      says: "userData holds a value in the form of a credential",
    },
    "an access key in base64": {
      set: { userData: Buffer.from("KEY=AKIAIOSFODNN7EXAMPLE").toString("base64") },
      says: "userData holds a value in the form of a credential",
    },
  },
  silent: { "the user data": unknown("userData") },
});
