/** What moves traffic to a new version, and what watches it. */

/** What CodeDeploy does with a function's alias while it shifts traffic. */
export const shiftAlias = ["lambda:GetAlias", "lambda:UpdateAlias"] as const;
export const watchProvisioned = ["lambda:GetProvisionedConcurrencyConfig"] as const;

/** Reading the state of alarms. */
export const readAlarms = ["cloudwatch:DescribeAlarms"] as const;

/** What a hook asks about its deployment and tells about its outcome. */
export const reportHook = [
  "codedeploy:GetDeployment",
  "codedeploy:PutLifecycleEventHookExecutionStatus",
] as const;

/** Looking at listeners, rules and target groups, which have no resource to name. */
export const readBalancing = [
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
] as const;

/** Adding tasks to a target group and taking them out. */
export const registerTargets = [
  "elasticloadbalancing:DeregisterTargets",
  "elasticloadbalancing:RegisterTargets",
] as const;

/** Moving traffic between the target groups of a listener rule. */
export const shiftTraffic = ["elasticloadbalancing:ModifyRule"] as const;
