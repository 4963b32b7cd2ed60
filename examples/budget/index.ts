import { AlarmTopic } from "../../components/observability/alarmTopic";
import { Budget } from "../../components/observability/budget";
import { createFoundation } from "../foundation";

function main() {
  const budget = new Budget("month", { monthlyUsd: 500, emails: ["finance@example.com"] });

  // What one project costs, told to a topic that lets AWS Budgets publish.
  const { accountId, region } = createFoundation();
  const topic = new AlarmTopic("alarms", { accountId, region, publishers: ["budgets"] });
  const project = new Budget("project", {
    monthlyUsd: 200,
    topic,
    actualPercents: [50, 80, 100],
    tag: { key: "project", value: "shop" },
  });
  return { budget: budget.budgetName, project: project.budgetName };
}

export = main;
