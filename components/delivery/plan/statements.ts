/** From what a stack holds to what deploying it takes: statements of IAM policies. Pure. */
import { actionsOf, takesActions } from "../actions/typeActions";
import { passedTo } from "./passedTo";

/** Logical names of a stack's resources, by type. */
export type StackResources = Readonly<Record<string, readonly string[]>>;

/** A statement whose account stands as {@link accountPlaceholder}. */
export interface PlannedStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Stands for the account's id, which is as long, until that is known. */
export const accountPlaceholder = "ACCOUNT_ID__";

/** Where the programs' state is, in an S3 bucket. */
export interface StateStore {
  readonly bucketArn: string;
  /** Key that encrypts the bucket's objects or the stack's secrets. @default none */
  readonly keyArn?: string;
}

export interface PlanArgs {
  readonly resources: StackResources;
  readonly region: string;
  readonly state?: StateStore;
}

/** What a preview takes: looking at what there is, and reading the state. */
export function previewStatements(args: PlanArgs): PlannedStatement[] {
  const actions = [...lookups, ...gathered(args.resources, ({ read }) => read)];
  return [
    ...placed(
      actions.filter((action) => !readsData.has(action)),
      args,
    ),
    ...stateStatements(args.state, ["s3:GetObject"], ["kms:Decrypt"]),
  ];
}

/** What a deployment takes: looking, creating, changing and deleting, and writing the state. */
export function deployStatements(args: PlanArgs): PlannedStatement[] {
  const actions = gathered(args.resources, ({ read, write }) => [...read, ...write]);
  return [
    ...placed([...lookups, ...actions], args),
    ...passStatements(args.resources),
    ...stateStatements(
      args.state,
      ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    ),
  ];
}

/** What the program itself asks before it declares anything. */
const lookups = [
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeManagedPrefixLists",
  "ec2:GetManagedPrefixListEntries",
];

/** Looking at a preview does without what resources hold. */
const readsData = new Set(["dynamodb:GetItem", "s3:GetObject"]);

type Actions = NonNullable<ReturnType<typeof actionsOf>>;

function gathered(resources: StackResources, choose: (actions: Actions) => readonly string[]) {
  return Object.keys(resources).flatMap((type) => {
    const actions = actionsOf(type);
    return actions === undefined ? [] : choose(actions);
  });
}

/** Types of the stack that take permissions nobody knows. */
export function unknownTypes(resources: StackResources): string[] {
  return Object.keys(resources)
    .filter((type) => takesActions(type) && actionsOf(type) === undefined)
    .sort();
}

/** Actions sorted to the resources that they may be used on. */
function placed(all: readonly string[], { resources, region }: PlanArgs): PlannedStatement[] {
  const actions = [...new Set(all)].sort();
  const iam = actions.filter((action) => action.startsWith("iam:"));
  const s3 = actions.filter((action) => action.startsWith("s3:"));
  const keys = actions.filter((action) => keyUse.has(action));
  const rest = actions.filter((action) => ![...iam, ...s3, ...keys].includes(action));
  const statements: PlannedStatement[] = [
    {
      sid: "Manage",
      actions: rest,
      resources: ["*"],
      // CloudFront, Route 53 and what belongs to them answer as us-east-1.
      conditions: {
        StringEquals: { "aws:RequestedRegion": [...new Set([region, "us-east-1"])].sort() },
      },
    },
    { sid: "ManageRoles", actions: iam, resources: identityArns(resources) },
    { sid: "ManageBuckets", actions: s3, resources: bucketArns(resources) },
    {
      sid: "UseKeysThroughServices",
      actions: keys,
      resources: [`arn:aws:kms:*:${accountPlaceholder}:key/*`],
      conditions: { StringLike: { "kms:ViaService": [`*.${region}.amazonaws.com`] } },
    },
  ];
  return statements.filter(
    (statement) => statement.actions.length > 0 && statement.resources.length > 0,
  );
}

const keyUse = new Set(["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]);

/** IAM's resources by the part of the ARN that tells their kind. */
const identities: Readonly<Record<string, string>> = {
  "aws:iam/instanceProfile:InstanceProfile": "instance-profile",
  "aws:iam/policy:Policy": "policy",
  "aws:iam/role:Role": "role",
};

/** Names are the logical ones with a random end; IAM cuts none of ours off. */
function identityArns(resources: StackResources): string[] {
  const own = Object.entries(identities).flatMap(([type, kind]) =>
    (resources[type] ?? []).map((name) => `arn:aws:iam::${accountPlaceholder}:${kind}/${name}-*`),
  );
  const providers = (resources["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] ?? []).length;
  return [
    ...own.sort(),
    ...(providers === 0 ? [] : [`arn:aws:iam::${accountPlaceholder}:oidc-provider/*`]),
  ];
}

function bucketArns(resources: StackResources): string[] {
  const names = [...(resources["aws:s3/bucket:Bucket"] ?? [])].sort();
  return names.flatMap((name) => [`arn:aws:s3:::${name}-*`]);
}

/** Handing the stack's own roles to the services that the stack uses, and letting those make theirs. */
function passStatements(resources: StackResources): PlannedStatement[] {
  const roles = identityArns({ "aws:iam/role:Role": resources["aws:iam/role:Role"] ?? [] });
  const services = passedTo(Object.keys(resources));
  if (roles.length === 0 || services.length === 0) return [];
  return [
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": services } },
    },
    {
      sid: "LetServicesMakeTheirRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${accountPlaceholder}:role/aws-service-role/*`],
    },
  ];
}

function stateStatements(
  state: StateStore | undefined,
  objects: readonly string[],
  keys: readonly string[],
): PlannedStatement[] {
  if (state === undefined) return [];
  return [
    { sid: "FindState", actions: ["s3:ListBucket"], resources: [state.bucketArn] },
    { sid: "UseState", actions: objects, resources: [`${state.bucketArn}/*`] },
    ...(state.keyArn === undefined
      ? []
      : [{ sid: "UseStateKey", actions: keys, resources: [state.keyArn] }]),
  ];
}
