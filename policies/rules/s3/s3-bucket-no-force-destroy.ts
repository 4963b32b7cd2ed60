import { exemptStacks, isExempt } from "../../aws/stacks";
import { BUCKET } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "s3-bucket-no-force-destroy",
  title: "A destroy does not empty buckets",
  service: "s3",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  parameters: { exemptStacks },
  types: BUCKET,
  fix: "Leave forceDestroy out, or name a stack whose objects may go in exemptStacks.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.Bucket("orders", { ...settings, forceDestroy: false });`,
  remedy: [{ path: "forceDestroy", value: false }],
  check({ resource, props, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    const force = props.at("forceDestroy");
    if (force.is(true)) report(found(force));
  },
});
