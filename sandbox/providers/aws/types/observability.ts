import type { TypeRule } from "../../fill/rules";

/** Logs, metrics, alarms, traces, trails and budgets. */
export const observabilityTypes: Readonly<Record<string, TypeRule>> = {
  "aws:cloudwatch/logGroup:LogGroup": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:logs:{region}:{account}:log-group:{name}",
      logGroupClass: "STANDARD",
    },
    replaceOnChange: ["logGroupClass"],
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    id: "{policyName}",
    replaceOnChange: ["policyName"],
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    id: "cwlsf-{digits10}",
    replaceOnChange: ["logGroup", "destinationArn"],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    id: "{name}",
    replaceOnChange: ["logGroupName"],
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:logs:{region}:{account}:delivery-source:{name}" },
    replaceOnChange: ["resourceArn", "logType"],
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:logs:{region}:{account}:delivery-destination:{name}" },
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    id: "{mixed16}",
    outputs: { arn: "arn:{partition}:logs:{region}:{account}:delivery:{id}" },
    replaceOnChange: ["deliverySourceName", "deliveryDestinationArn"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}" },
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    id: "{alarmName}",
    outputs: { arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarmName}" },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    id: "{dashboardName}",
    outputs: { dashboardArn: "arn:{partition}:cloudwatch::{account}:dashboard/{dashboardName}" },
    replaceOnChange: ["dashboardName"],
  },
  "aws:cloudtrail/trail:Trail": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}",
      homeRegion: "{region}",
    },
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    id: "{name}",
    outputs: { queryDefinitionId: "{uuid}" },
  },
  "aws:synthetics/canary:Canary": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:synthetics:{region}:{account}:canary:{name}",
      engineArn: "arn:{partition}:lambda:{region}:{account}:function:cwsyn-{name}-{uuid}",
      status: "RUNNING",
    },
    replaceOnChange: ["name"],
  },
  "aws:xray/group:Group": {
    id: "{arn}",
    outputs: { arn: "arn:{partition}:xray:{region}:{account}:group/{groupName}/{upper52}" },
    replaceOnChange: ["groupName"],
  },
  "aws:xray/samplingRule:SamplingRule": {
    id: "{ruleName}",
    outputs: { arn: "arn:{partition}:xray:{region}:{account}:sampling-rule/{ruleName}" },
    replaceOnChange: ["ruleName"],
  },
  "aws:budgets/budget:Budget": {
    id: "{account}:{name}",
    outputs: { arn: "arn:{partition}:budgets::{account}:budget/{name}", accountId: "{account}" },
  },
};
