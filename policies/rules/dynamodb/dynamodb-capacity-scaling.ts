import { SCALABLE_TARGET, SCALING_POLICY, TABLE } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** What scales: one dimension of the table or of one of its indexes. */
interface Capacity {
  readonly dimension: string;
  /** Name of a global secondary index; undefined for the table itself. */
  readonly index?: string;
  readonly label: string;
}

function capacitiesOf(table: Resource): readonly Capacity[] {
  const indexes = table.props
    .at("globalSecondaryIndexes")
    .items()
    .flatMap((each) => each.at("name").text() ?? []);
  return ["Read", "Write"].flatMap((way): readonly Capacity[] => [
    {
      dimension: `dynamodb:table:${way}CapacityUnits`,
      label: `${way.toLowerCase()} capacity of the table`,
    },
    ...indexes.map((index) => ({
      dimension: `dynamodb:index:${way}CapacityUnits`,
      index,
      label: `${way.toLowerCase()} capacity of index ${INDEX_NAME.test(index) ? index : "?"}`,
    })),
  ]);
}

const INDEX_NAME = /^[A-Za-z0-9_.-]{3,255}$/;

/** Undefined when the preview does not know whether the scaling resource is for this capacity. */
function scales(
  stack: StackGraph,
  table: Resource,
  scaling: Resource,
  { dimension, index }: Capacity,
): boolean | undefined {
  if (scaling.props.at("scalableDimension").isNot(dimension)) return false;
  const id = scaling.props.at("resourceId").text();
  const suffix = index === undefined ? "" : `/index/${index}`;
  const name = table.props.at("name").text();
  if (id !== undefined && name !== undefined) return id === `table/${name}${suffix}`;
  const tables = stack.targets(scaling, "resourceId", TABLE);
  if (tables !== undefined && !tables.includes(table)) return false;
  if (id !== undefined) return id.endsWith(suffix);
  // The reference leads to the table, but not which of its indexes is meant.
  return tables === undefined || index !== undefined ? undefined : true;
}

/**
 * Goes beyond the catalogue: every global secondary index has capacity of its own, and a target
 * without a scaling policy never scales.
 */
export default defineStackRule({
  id: "dynamodb-capacity-scaling",
  title: "DynamoDB capacity follows demand",
  service: "dynamodb",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {
    fsbp: ["DynamoDB.1"],
    checkov: ["CKV2_AWS_16"],
    prowler: ["dynamodb_table_autoscaling_enabled"],
  },
  types: TABLE,
  relatedTypes: [...SCALABLE_TARGET, ...SCALING_POLICY],
  fix: 'Set billingMode to "PAY_PER_REQUEST", or add an appautoscaling Target and Policy for read and write of the table and of every index.',
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html",
  example: `
import { dynamodb } from "@pulumi/aws";

new dynamodb.Table("orders", { ...settings, billingMode: "PAY_PER_REQUEST" });`,
  check({ resource, props, stack, report }) {
    if (!props.at("billingMode").isNot("PAY_PER_REQUEST")) return;
    for (const capacity of capacitiesOf(resource)) {
      const answers = [SCALABLE_TARGET, SCALING_POLICY].map((types) =>
        stack.ofType(types).map((scaling) => scales(stack, resource, scaling, capacity)),
      );
      const [targets = [], policies = []] = answers;
      if (targets.every((answer) => answer === false)) {
        report(`${capacity.label} has no scaling target`);
      } else if (policies.every((answer) => answer === false)) {
        report(`${capacity.label} has a scaling target without a policy`);
      }
    }
  },
});
