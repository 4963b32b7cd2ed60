/** AWS's services that publish to a topic in their own name. Pure. */
import type * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../../data/bucket";
import { statementName } from "../../internal/naming";
import { publishToTopic } from "../../internal/permissions/messaging";
import { onlyOverTls, type PolicyStatement } from "../../internal/policyDocument";

/** A service that publishes in its own name, for one source. */
export type TopicPublisher = { readonly name: string } &
  /** A rule of EventBridge. */
  (
    | { readonly kind: "rule"; readonly ruleArn: pulumi.Input<string> }
    /** Notifications of a bucket. */
    | { readonly kind: "bucket"; readonly bucket: Bucket }
  );

/** Lets these services publish, and nobody by plain HTTP; roles of the account need no statement. */
export function topicStatements(
  topicArn: pulumi.Output<string>,
  publishers: readonly TopicPublisher[],
  accountId: pulumi.Input<string>,
): PolicyStatement[] {
  return [
    ...publishers.map((publisher) => ({
      sid: statementName("from", publisher.name),
      actions: publishToTopic,
      resources: [topicArn],
      ...sourceOf(publisher, accountId),
    })),
    onlyOverTls(publishToTopic, [topicArn]),
  ];
}

function sourceOf(
  publisher: TopicPublisher,
  accountId: pulumi.Input<string>,
): Pick<PolicyStatement, "principals" | "conditions"> {
  if (publisher.kind === "rule") {
    return {
      principals: { Service: "events.amazonaws.com" },
      conditions: { ArnEquals: { "aws:SourceArn": publisher.ruleArn } },
    };
  }
  return {
    principals: { Service: "s3.amazonaws.com" },
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnEquals: { "aws:SourceArn": publisher.bucket.arn },
    },
  };
}
