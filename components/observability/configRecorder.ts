import * as cfg from "@pulumi/aws/cfg";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket";
import type { LogBucket } from "../data/logBucket";
import { bucketNameFaults } from "../internal/bucketName";
import { ArgumentError } from "../internal/errors";
import { checkBucket } from "../internal/permissions/observability";
import type { PolicyStatement } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";

/** Which kinds of resources are recorded. */
export type RecordedTypes =
  /** Every kind, now and later, but for these, such as `AWS::EC2::NetworkInterface`. */
  | { readonly kind: "all"; readonly except?: readonly string[] }
  | { readonly kind: "only"; readonly types: readonly string[] };

export interface ConfigRecorderArgs {
  readonly accountId: pulumi.Input<string>;
  /** @default every kind of resource */
  readonly records?: RecordedTypes;
  /** IAM and other global resources; record them in one region of the account only. @default true */
  readonly globalResources?: boolean;
  /** How often: at each change, or once a day, which costs less where much changes. @default "continuous" */
  readonly frequency?: "continuous" | "daily";
  /** Where access to the bucket is logged. @default no access log */
  readonly accessLogs?: LogBucket;
  /** Days that the history is kept, 1 to 36500. @default 2557, seven years */
  readonly retentionDays?: number;
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/**
 * AWS Config's recorder of one account and region, of which there is one: what each resource was like, and
 * when it changed. It works with AWS's own service-linked role.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export class ConfigRecorder extends pulumi.ComponentResource {
  readonly recorderName: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: ConfigRecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:ConfigRecorder", name, {}, opts);
    const faults = configRecorderFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("ConfigRecorder", name, faults.join("; "));

    const child = { parent: this };
    const bucket = new Bucket(
      `${name}-store`,
      {
        accessLogs: args.accessLogs,
        expireAfterDays: args.retentionDays ?? defaultRetentionDays,
        protect: args.protect ?? false,
        statements: (bucketArn) => deliveryStatements(bucketArn, args.accountId),
      },
      child,
    );
    const role = new iam.ServiceLinkedRole(
      `${name}-role`,
      { awsServiceName: "config.amazonaws.com", description: "Lets AWS Config look at resources" },
      child,
    );
    const recorder = new cfg.Recorder(
      `${name}-recorder`,
      {
        roleArn: role.arn,
        recordingGroup: recordingGroup(args),
        recordingMode: {
          recordingFrequency: args.frequency === "daily" ? "DAILY" : "CONTINUOUS",
        },
      },
      child,
    );
    const channel = new cfg.DeliveryChannel(
      `${name}-delivery`,
      { s3BucketName: bucket.bucketName },
      // AWS Config refuses a channel without a recorder, and one whose bucket it may not write to.
      { parent: this, dependsOn: [recorder, bucket.ready] },
    );
    new cfg.RecorderStatus(
      `${name}-status`,
      { name: recorder.name, isEnabled: true },
      { parent: this, dependsOn: channel },
    );

    this.recorderName = recorder.name;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({ recorderName: this.recorderName, bucketName: this.bucketName });
  }
}

const defaultRetentionDays = 2557;

function recordingGroup({
  records = { kind: "all" },
  globalResources = true,
}: ConfigRecorderArgs): cfg.RecorderArgs["recordingGroup"] {
  if (records.kind === "only") {
    return {
      allSupported: false,
      includeGlobalResourceTypes: false,
      resourceTypes: [...records.types],
      recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
    };
  }
  const { except = [] } = records;
  if (except.length === 0) {
    return { allSupported: true, includeGlobalResourceTypes: globalResources };
  }
  return {
    allSupported: false,
    includeGlobalResourceTypes: false,
    exclusionByResourceTypes: [{ resourceTypes: [...except] }],
    recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
  };
}

/** https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function deliveryStatements(
  bucketArn: pulumi.Output<string>,
  accountId: pulumi.Input<string>,
): readonly PolicyStatement[] {
  const principals = { Service: "config.amazonaws.com" };
  const ofAccount = { "aws:SourceAccount": accountId };
  return [
    {
      sid: "ConfigLooksAtTheBucket",
      principals,
      actions: checkBucket,
      resources: [bucketArn],
      conditions: { StringEquals: ofAccount },
    },
    {
      sid: "ConfigDelivers",
      principals,
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/Config/*`],
      conditions: {
        StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}

function configRecorderFaults(name: string, args: ConfigRecorderArgs): string[] {
  const { records = { kind: "all" }, globalResources } = args;
  const types = records.kind === "only" ? records.types : (records.except ?? []);
  const odd = types.find((type) => !/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type));
  const faults: string[] = [];
  if (records.kind === "only" && records.types.length === 0) {
    faults.push(
      'records must name a type, got none; name those that matter, or say { kind: "all" }',
    );
  }
  if (odd !== undefined) {
    faults.push(
      `records must name types as AWS Config does, got "${odd}"; write it as AWS::EC2::NetworkInterface`,
    );
  }
  if (globalResources !== undefined && types.length > 0) {
    faults.push(
      "globalResources goes with records of every kind, got a list of types too; name the global types in the list, or leave it out",
    );
  }
  return [
    ...faults,
    ...bucketNameFaults(name, "-store-bucket"),
    ...rangeFaults("retentionDays", args.retentionDays ?? defaultRetentionDays, 1, 36_500),
  ];
}
