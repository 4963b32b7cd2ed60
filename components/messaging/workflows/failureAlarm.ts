import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { explained } from "../../observability/runbook";

/** Ends of an execution that are nobody's intention; an aborted one is. */
const failures = { failed: "ExecutionsFailed", timedOut: "ExecutionsTimedOut" } as const;

/** An alarm when an execution fails or runs out of time. */
export function createFailureAlarm(
  name: string,
  args: {
    readonly workflow: string;
    readonly stateMachineArn: pulumi.Input<string>;
    readonly topicArn: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): void {
  new cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription: explained(
        `Workflow ${args.workflow}: executions that failed or ran out of time`,
        "workflow-failures",
      ),
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "judged",
          expression: "FILL(failed, 0) + FILL(timedOut, 0)",
          label: "Failed executions",
          returnData: true,
        },
        ...Object.entries(failures).map(([id, metricName]) => ({
          id,
          metric: {
            namespace: "AWS/States",
            metricName,
            dimensions: { StateMachineArn: args.stateMachineArn },
            stat: "Sum",
            period: 60,
          },
          returnData: false,
        })),
      ],
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    },
    opts,
  );
}
