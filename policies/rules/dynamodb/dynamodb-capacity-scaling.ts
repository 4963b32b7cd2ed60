import { perStack } from "../../aws/perStack";
import { SCALABLE_TARGET, SCALING_POLICY, TABLE } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import { append } from "../../framework/listMap";
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

const SCALING = [...SCALABLE_TARGET, ...SCALING_POLICY];
const INDEX_NAME = /^[A-Za-z0-9_.-]{3,255}$/;

/** Scaling resources by the id of what they scale. */
const byResourceId = perStack((stack): ReadonlyMap<string, readonly Resource[]> => {
  const scaling = new Map<string, Resource[]>();
  for (const each of stack.ofType(SCALING)) {
    const id = each.props.at("resourceId").text();
    if (id !== undefined) append(scaling, id, each);
  }
  return scaling;
});

/** Whether a resource of these types scales the capacity, or may as far as the preview knows. */
function mayScale(
  stack: StackGraph,
  types: readonly string[],
  table: Resource,
  { dimension, index }: Capacity,
): boolean {
  const suffix = index === undefined ? "" : `/index/${index}`;
  const name = table.props.at("name").text();
  const named = name === undefined ? [] : byResourceId(stack).get(`table/${name}${suffix}`);
  // A reference leads to the table, but while its text is unknown not to one of its indexes.
  const referring = stack.possibleReferrers(table, types, "resourceId").filter(({ props }) => {
    const id = props.at("resourceId").text();
    return id === undefined || (name === undefined && id.endsWith(suffix));
  });
  return [...(named ?? []), ...referring].some(
    ({ type, props }) => types.includes(type) && !props.at("scalableDimension").isNot(dimension),
  );
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
  relatedTypes: SCALING,
  fix: 'Set billingMode to "PAY_PER_REQUEST", or add an appautoscaling Target and Policy for read and write of the table and of every index.',
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html",
  example: `
import { dynamodb } from "@pulumi/aws";

new dynamodb.Table("orders", { ...settings, billingMode: "PAY_PER_REQUEST" });`,
  check({ resource, props, stack, report }) {
    if (!props.at("billingMode").isNot("PAY_PER_REQUEST")) return;
    for (const capacity of capacitiesOf(resource)) {
      if (!mayScale(stack, SCALABLE_TARGET, resource, capacity)) {
        report(`${capacity.label} has no scaling target`);
      } else if (!mayScale(stack, SCALING_POLICY, resource, capacity)) {
        report(`${capacity.label} has a scaling target without a policy`);
      }
    }
  },
});
