/**
 * The text by which CodeDeploy knows what to move where.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-example.html#appspec-file-example-lambda
 */

/** ARNs of the functions that CodeDeploy calls on its way, by lifecycle event. */
export interface FunctionHooks {
  readonly BeforeAllowTraffic?: string;
  readonly AfterAllowTraffic?: string;
}

export interface FunctionAppSpec {
  readonly functionName: string;
  readonly aliasName: string;
  /** Version that the alias points at. */
  readonly currentVersion: string;
  /** Version that it shall point at. */
  readonly targetVersion: string;
  readonly hooks: FunctionHooks;
}

export function writeAppSpec(spec: FunctionAppSpec): string {
  const resource = {
    Type: "AWS::Lambda::Function",
    Properties: {
      Name: spec.functionName,
      Alias: spec.aliasName,
      CurrentVersion: spec.currentVersion,
      TargetVersion: spec.targetVersion,
    },
  };
  const body = {
    Resources: [{ [spec.functionName]: resource }],
    Hooks: Object.entries(spec.hooks).map(([event, arn]: [string, string]) => ({ [event]: arn })),
  };
  // Written by hand, since JSON.stringify would make the only version there is, 0.0, a 0.
  return `{"version":0.0,${JSON.stringify(body).slice(1)}`;
}

/** The version that a text written by `writeAppSpec` moves to; undefined when it is none of those. */
export function targetVersionIn(content: string | undefined): string | undefined {
  const found = /"TargetVersion":"(\d+)"/.exec(content ?? "");
  return found?.[1];
}
