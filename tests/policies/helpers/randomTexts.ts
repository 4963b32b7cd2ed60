/** Random texts such as resources hold them: documents in JSON, good, strange and broken, and plain words. */
import type { GeneratorValue } from "fast-check";
import fc from "fast-check";
import { UNKNOWN } from "./engine";
import { wholeVocabulary } from "./ruleVocabulary";

/** Stands for every secret; nothing that the pack says or writes may contain it. */
export const SECRET = "s3cr3t-hunter2";

/** Names that may be printed: a value of the property `name` is one. */
export const NAMES = ["app", "byItem", "orders"] as const;

const words = fc.oneof(
  fc.constantFrom(...wholeVocabulary.words.filter((word) => !word.includes("${"))),
  fc.constantFrom(
    ..."* Allow Deny 0.0.0.0/0 ::/0 -1 tcp s3:* sts:AssumeRole arn:aws:s3:::x 443 true".split(" "),
    ..."s3.amazonaws.com lambda.amazonaws.com 2012-10-17 nodejs16.x none 10.0.0.0/8".split(" "),
  ),
);

/** The ways in which secrets stand in properties. */
const secrets = fc.constantFrom(
  SECRET,
  `postgres://shop:${SECRET}@db.internal:5432/shop`,
  `#!/bin/sh\nexport DB_PASSWORD=${SECRET}\n`,
  JSON.stringify({ user: "shop", password: SECRET }),
  `Bearer ${SECRET}`,
);

const keys = fc.constantFrom(
  ..."Effect Action NotAction Resource NotResource Principal NotPrincipal Condition Sid".split(" "),
  ..."StringEquals StringLike Bool ArnLike aws:SecureTransport aws:SourceArn AWS Service".split(
    " ",
  ),
  ..."StartAt States Type Retry Next Parameters Iterator ItemProcessor Branches Resource".split(
    " ",
  ),
  ..."name image user environment value secrets logConfiguration options privileged cpu".split(" "),
  ..."paths get security x-amazon-apigateway-integration components securitySchemes".split(" "),
  ..."deadLetterTargetArn maxReceiveCount source detail Statement Version".split(" "),
);

const scalars = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 3, arbitrary: secrets },
  { weight: 1, arbitrary: fc.constant(UNKNOWN) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 70_000 }) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom(null, "", [], {}) },
);

/** Anything that JSON can hold; what is called `name` is an identifier. */
export const anything: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    scalars,
    fc.array(tie("node"), { maxLength: 3 }),
    fc
      .array(fc.tuple(keys, tie("node"), fc.constantFrom(...NAMES)), { maxLength: 4 })
      .map((entries) =>
        Object.fromEntries(
          entries.map(([key, value, name]) => [key, key === "name" ? name : value]),
        ),
      ),
  ),
})).node;

const listed = <T>(of: fc.Arbitrary<T>) => fc.oneof(of, fc.array(of, { maxLength: 3 }));

const actions = fc.constantFrom<unknown>(
  "*",
  ["iam:PassRole", "lambda:CreateFunction"],
  ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"],
  ["s3:*", "sqs:*", "sns:*", "kms:*", "ecr:*"],
);

const principals = fc.constantFrom<unknown>(
  "*",
  { AWS: "*" },
  { AWS: ["arn:aws:iam::123456789012:root", "210987654321"] },
  { Service: ["ecs-tasks.amazonaws.com", "s3.amazonaws.com"] },
  { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
);

const statement = fc.record(
  {
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny", "allow"),
    Action: fc.oneof(listed(words), actions, anything),
    NotAction: listed(words),
    Resource: fc.oneof(fc.constant("*"), listed(words), anything),
    Principal: fc.oneof(principals, anything),
    Condition: fc.oneof(
      anything,
      fc.dictionary(keys, fc.dictionary(keys, scalars, { maxKeys: 2 })),
    ),
  },
  { requiredKeys: ["Effect"] },
);

const containers = fc.array(
  fc.record(
    {
      name: fc.constantFrom(...NAMES),
      image: fc.oneof(words, fc.constant("example.com/app:latest")),
      user: scalars,
      privileged: scalars,
      environment: listed(
        fc.record({ name: fc.constantFrom("DB_PASSWORD", "MODE"), value: secrets }),
      ),
      logConfiguration: anything,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);

const document = fc.oneof(
  { weight: 4, arbitrary: fc.record({ Version: words, Statement: listed(statement) }) },
  { weight: 2, arbitrary: containers },
  { weight: 2, arbitrary: anything },
);

/** What nobody means to write, and a parser may stumble over. */
const broken = fc.constantFrom(
  "{",
  '{"Statement": [',
  "null",
  "5",
  '"text"',
  "[null]",
  '{"Statement": null}',
  "\u0000",
  "{'Statement': []}",
  `${"[".repeat(1000)}${"]".repeat(1000)}`,
  `${'{"Next":'.repeat(800)}1${"}".repeat(800)}`,
  `{"password": "${SECRET}"`,
  JSON.stringify({ __proto__: null, constructor: { prototype: {} }, toString: 1 }),
);

/** A document as text or as the object itself, now and then a broken one. */
export const documents: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: document.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: document },
  { weight: 1, arbitrary: broken },
);

export const texts: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 2, arbitrary: secrets },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "a".repeat(5000), "*".repeat(500)) },
);

export type Draw = GeneratorValue;
