import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import type { AlarmTopic } from "./alarmTopic";

export interface BudgetArgs {
  /** US dollars that a month may cost. */
  readonly monthlyUsd: number;
  /** Addresses that are told, ten at most. @default none */
  readonly emails?: readonly string[];
  /** Topic that is told; its `publishers` must name `budgets`. @default none */
  readonly topic?: AlarmTopic;
  /** Shares of the budget, in percent, at which somebody is told once they are spent. @default `[80, 100]` */
  readonly actualPercents?: readonly number[];
  /** Shares, in percent, at which somebody is told once the month is forecast to reach them. @default `[100]` */
  readonly forecastPercents?: readonly number[];
  /** Counts only what carries this tag, which must be activated as a cost allocation tag. @default the whole account */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** A monthly cost budget that tells before and when the money is spent. It stops nothing. */
export class Budget extends pulumi.ComponentResource {
  readonly budgetName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:Budget", name, {}, opts);
    const faults = budgetFaults(args);
    if (faults.length > 0) throw new ArgumentError("Budget", name, faults.join("; "));

    const { monthlyUsd, tag } = args;
    const budget = new budgets.Budget(
      `${name}-budget`,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        ...(tag === undefined
          ? {}
          : // AWS's form: user, colon, key, dollar sign, value.
            { costFilters: [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }] }),
        notifications: notificationsOf(args),
      },
      { parent: this },
    );
    this.budgetName = budget.name;
    this.arn = budget.arn;
    this.registerOutputs({ budgetName: this.budgetName, arn: this.arn });
  }
}

const defaults = { actualPercents: [80, 100], forecastPercents: [100] } as const;

function percentsOf({
  actualPercents = defaults.actualPercents,
  forecastPercents = defaults.forecastPercents,
}: BudgetArgs) {
  return { ACTUAL: actualPercents, FORECASTED: forecastPercents };
}

function notificationsOf(args: BudgetArgs) {
  const { emails = [], topic } = args;
  return Object.entries(percentsOf(args)).flatMap(([notificationType, percents]) =>
    percents.map((threshold) => ({
      notificationType,
      comparisonOperator: "GREATER_THAN",
      threshold,
      thresholdType: "PERCENTAGE",
      ...(emails.length === 0 ? {} : { subscriberEmailAddresses: [...emails] }),
      ...(topic === undefined ? {} : { subscriberSnsTopicArns: [topic.arn] }),
    })),
  );
}

/** Notifications and addresses that a budget takes: https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const mostNotifications = 10;
const mostEmails = 10;

function budgetFaults(args: BudgetArgs): string[] {
  const { monthlyUsd, emails = [], topic } = args;
  const { ACTUAL, FORECASTED } = percentsOf(args);
  const all = [...ACTUAL, ...FORECASTED];
  const faults: string[] = [];
  if (!(monthlyUsd > 0)) {
    faults.push(
      `monthlyUsd must be more than 0, got ${monthlyUsd}; name what a month may cost in US dollars`,
    );
  }
  if (emails.length === 0 && topic === undefined) {
    faults.push(
      "emails or topic must say who is told, got neither; a budget that tells nobody is of no use",
    );
  }
  if (emails.length > mostEmails) {
    faults.push(`emails must be at most ${mostEmails}, got ${emails.length}; tell a topic instead`);
  }
  const odd = all.find((percent) => !(percent > 0 && percent <= 1000));
  if (odd !== undefined) {
    faults.push(
      `actualPercents and forecastPercents must be from 1 to 1000, got ${odd}; 80 is 80 % of the budget`,
    );
  }
  if (all.length < 1 || all.length > mostNotifications) {
    faults.push(
      `actualPercents and forecastPercents must be 1 to ${mostNotifications} together, got ${all.length}; choose those that somebody would act on`,
    );
  }
  return faults;
}
