import type * as cloudtrail from "@pulumi/aws/cloudtrail";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import {
  alarmHasActions,
  cloudtrailBaseline,
  cloudtrailKmsCloudwatch,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const trail = resource<cloudtrail.TrailArgs>("aws:cloudtrail/trail:Trail", "audit", {
  s3BucketName: UNKNOWN,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: UNKNOWN,
  cloudWatchLogsGroupArn: UNKNOWN,
  cloudWatchLogsRoleArn: UNKNOWN,
});

describeRule(cloudtrailBaseline, {
  valid: [trail],
  passes: {
    "what is on by default, said aloud": {
      set: { enableLogging: true, includeGlobalServiceEvents: true },
    },
  },
  fails: {
    "one region": { set: { isMultiRegionTrail: false }, says: "isMultiRegionTrail is false" },
    "the default of one region": {
      set: { isMultiRegionTrail: undefined },
      says: "isMultiRegionTrail is not set",
    },
    "files that are not signed": {
      set: { enableLogFileValidation: undefined },
      says: "enableLogFileValidation is not set",
    },
    "a trail that is switched off": {
      set: { enableLogging: false },
      says: "enableLogging is false",
    },
    "no global services": {
      set: { includeGlobalServiceEvents: false },
      says: "includeGlobalServiceEvents is false",
    },
  },
  silent: {
    "its range": unknown("isMultiRegionTrail"),
    "whether it runs": unknown("enableLogging"),
  },
});

describeRule(cloudtrailKmsCloudwatch, {
  valid: [
    { ...trail, props: { ...trail.props, kmsKeyId: "key", cloudWatchLogsGroupArn: "group" } },
  ],
  fails: {
    "no key": { set: { kmsKeyId: undefined }, says: "kmsKeyId is not set" },
    "no log group": {
      set: { cloudWatchLogsGroupArn: undefined },
      says: "cloudWatchLogsGroupArn is not set",
    },
    "no role": {
      set: { cloudWatchLogsRoleArn: undefined },
      says: "cloudWatchLogsRoleArn is not set",
    },
  },
  silent: { "the key": unknown("kmsKeyId") },
});

const alarm = resource<cloudwatch.MetricAlarmArgs>(
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "errors",
  {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 3,
    alarmActions: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
  },
);

function watchedBy(type: string, property: string) {
  return {
    set: { alarmActions: undefined },
    add: [
      {
        type,
        name: "listener",
        props: { [property]: UNKNOWN, alarmActions: ["arn:aws:sns:eu-west-1:111122223333:alarms"] },
        dependsOn: { [property]: ["errors"] },
      },
    ],
  };
}

describeRule(alarmHasActions, {
  valid: [alarm],
  passes: {
    "an action that is not known yet": { set: { "alarmActions[0]": UNKNOWN } },
    "one that a composite alarm watches": watchedBy(
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "alarmRule",
    ),
    "one that takes a release of ECS back": watchedBy("aws:ecs/service:Service", "alarms"),
    "one that takes a release of CodeDeploy back": watchedBy(
      "aws:codedeploy/deploymentGroup:DeploymentGroup",
      "alarmConfiguration",
    ),
  },
  fails: {
    "no action": {
      set: { alarmActions: undefined },
      says: "alarmActions is not set, and nothing in the stack watches the alarm",
    },
    "an empty list": { set: { alarmActions: [] }, says: "alarmActions is not set" },
    "actions that are switched off": {
      set: { actionsEnabled: false },
      says: "actionsEnabled is false",
    },
    "a composite alarm without an action": {
      add: [
        {
          type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
          name: "both",
          props: { alarmName: "both", alarmRule: 'ALARM("errors")' },
        },
      ],
      at: "both",
      says: "alarmActions is not set",
    },
  },
  silent: { "the actions": unknown("alarmActions", { alarmActions: [] }) },
});
