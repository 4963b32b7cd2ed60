import assert from "node:assert/strict";
import { awsPackage } from "../../../sandbox/providers/aws/package";
import { awsTypes } from "../../../sandbox/providers/aws/types";
import { ResourceProvider } from "../../../sandbox/providers/resources";
import type { ResourceState } from "../../../sandbox/providers/resources";
import { PackageSchema } from "../../../sandbox/providers/schema/schema";
import { identityOf } from "../../../sandbox/providers/server";
import { secret, textOf, UNKNOWN } from "../../../sandbox/providers/wire";
import type { Properties } from "../../../sandbox/providers/wire";

const provider = new ResourceProvider(awsPackage);
provider.configure({ region: "eu-west-1", defaultTags: '{"tags":{"project":"shop"}}' });

function resource(token: string, name = "web") {
  return identityOf(`urn:pulumi:dev::shop::shop:edge:Site$${token}::${name}`);
}

function create(token: string, inputs: Properties): ResourceState {
  return provider.create(resource(token), inputs, false);
}

function changes(token: string, olds: Properties, news: Properties): Record<string, string> {
  const { outputs } = create(token, olds);
  const { changes: found } = provider.diff(resource(token), { inputs: olds, outputs }, news);
  return Object.fromEntries(
    found.map(({ path, kind, replaces }) => [path, replaces ? `${kind}, replaces` : kind]),
  );
}

const BUCKET = "aws:s3/bucket:Bucket";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const FUNCTION = "aws:lambda/function:Function";

describe("creating a stand-in resource", () => {
  it("gives AWS's formats of ids, ARNs and addresses", () => {
    const bucket = create(BUCKET, { bucket: "pages" });
    assert.equal(bucket.id, "pages");
    assert.equal(bucket.outputs.arn, "arn:aws:s3:::pages");
    assert.equal(bucket.outputs.bucketRegionalDomainName, "pages.s3.eu-west-1.amazonaws.com");

    const vpc = create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.match(vpc.id, /^vpc-[0-9a-f]{17}$/);
    assert.equal(vpc.outputs.arn, `arn:aws:ec2:eu-west-1:123456789012:vpc/${vpc.id}`);

    const balancer = create("aws:lb/loadBalancer:LoadBalancer", { name: "api", internal: true });
    assert.match(
      textOf(balancer.outputs.dnsName),
      /^internal-api-\d+\.eu-west-1\.elb\.amazonaws\.com$/,
    );
    assert.equal(balancer.id, balancer.outputs.arn);
  });

  it("repeats the id among the outputs, and does not know it in a preview", () => {
    const vpc = resource("aws:ec2/vpc:Vpc");
    const made = provider.create(vpc, { cidrBlock: "10.0.0.0/16" }, false);
    assert.equal(made.outputs.id, made.id);
    const foreseen = provider.create(vpc, { cidrBlock: "10.0.0.0/16" }, true);
    assert.equal(foreseen.outputs.id, UNKNOWN);
    const state = { ...made, inputs: { cidrBlock: "10.0.0.0/16" } };
    const updated = provider.update(vpc, state, { cidrBlock: "10.0.0.0/16", tags: {} }, true);
    assert.equal(updated.outputs.id, made.id);
  });

  it("follows a region of the resource's own", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", {
      domainName: "shop.example.com",
      region: "us-east-1",
    });
    assert.match(textOf(outputs.arn), /^arn:aws:acm:us-east-1:123456789012:certificate\//);
  });

  it("gives a certificate one validation record for each of its names", () => {
    const { outputs } = create("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["www.example.com", "example.com"],
    });
    const options = outputs.domainValidationOptions as Properties[];
    assert.deepEqual(
      options.map(({ domainName }) => domainName),
      ["example.com", "www.example.com"],
    );
    assert.ok(options.every((option) => Object.values(option).every((value) => value !== "")));
  });

  it("adds the provider's default tags", () => {
    const { outputs } = create(BUCKET, { bucket: "pages", tags: { team: "web" } });
    assert.deepEqual(outputs.tagsAll, { project: "shop", team: "web" });
  });

  it("keeps secrets secret and reports no block that was left out", () => {
    const password = secret("hunter2");
    const { outputs } = create("aws:ssm/parameter:Parameter", {
      type: "SecureString",
      value: password,
    });
    assert.deepEqual(outputs.value, password);
    assert.equal(create(BUCKET, { bucket: "pages" }).outputs.logging, undefined);
  });

  it("completes the fields that a nested object always has", () => {
    const { outputs } = create("aws:cloudfront/distribution:Distribution", {
      origins: [{ originId: "pages", domainName: "pages.s3.amazonaws.com" }],
    });
    const [origin] = outputs.origins as Properties[];
    assert.equal(origin?.originId, "pages");
    assert.equal(origin.responseCompletionTimeout, 0);
  });

  it("leaves what only AWS knows unknown in a preview", () => {
    const preview = provider.create(resource(BUCKET), { bucket: "pages" }, true);
    assert.equal(preview.id, "");
    assert.equal(preview.outputs.arn, UNKNOWN);
    assert.equal(preview.outputs.bucket, "pages");
  });

  it("knows every output-only property of every type in its tables", () => {
    const schema = new PackageSchema("@pulumi/aws");
    for (const [token, rule] of Object.entries(awsTypes)) {
      const type = schema.resource(token);
      assert.ok(type, `${token} exists`);
      const made = [...Object.keys(rule.outputs ?? {}), ...Object.keys(rule.derived ?? {})];
      assert.deepEqual(
        made.filter((name) => !type.outputs.has(name)),
        [],
        token,
      );
      const named = [...(rule.replaceOnChange ?? []), ...(rule.updateInPlace ?? [])];
      assert.deepEqual(
        named.filter((name) => !type.inputs.has(name)),
        [],
        token,
      );
      const { outputs } = create(token, {});
      const missing = [...type.outputs]
        .filter(([name, { mayBeAbsent }]) => !mayBeAbsent && !type.inputs.has(name))
        .filter(([name]) => outputs[name] === undefined);
      assert.deepEqual(
        missing.map(([name]) => name),
        [],
        token,
      );
    }
  });
});

describe("updating a stand-in resource", () => {
  it("keeps what AWS assigned", () => {
    const inputs = { bucket: "pages" };
    const before = create(BUCKET, inputs);
    const news = { ...inputs, tags: { team: "web" } };
    const after = provider.update(resource(BUCKET), { ...before, inputs }, news, false);
    assert.deepEqual(after.outputs, {
      ...before.outputs,
      tags: news.tags,
      tagsAll: { project: "shop", team: "web" },
    });
  });

  it("publishes a version of a function for a change of its settings, not of its tags", () => {
    const inputs = { name: "carts", publish: true, role: "arn", memorySize: 128 };
    const before = create(FUNCTION, inputs);
    const state = { ...before, inputs };
    const version = (news: Properties): unknown =>
      provider.update(resource(FUNCTION), state, news, false).outputs.version;
    assert.equal(before.outputs.version, "1");
    assert.equal(version({ ...inputs, memorySize: 256 }), "2");
    assert.equal(version({ ...inputs, tags: { a: "b" } }), "1");
  });

  it("foresees in a preview which outputs stay and which follow", () => {
    const inputs = { name: "carts", publish: true, role: "arn", memorySize: 128 };
    const state = { ...create(FUNCTION, inputs), inputs };
    const { outputs } = provider.update(
      resource(FUNCTION),
      state,
      { ...inputs, memorySize: 256 },
      true,
    );
    assert.equal(outputs.arn, state.outputs.arn);
    assert.equal(outputs.version, UNKNOWN);
  });
});

describe("comparing a stand-in resource", () => {
  it("names the field that changed", () => {
    assert.deepEqual(
      changes(FUNCTION, { name: "carts", memorySize: 128 }, { name: "carts", memorySize: 256 }),
      {
        memorySize: "update",
      },
    );
    assert.deepEqual(
      changes(
        BUCKET,
        { bucket: "a", tags: { x: "1", y: "2" } },
        { bucket: "a", tags: { x: "1", "z.z": "3" } },
      ),
      {
        "tags.y": "delete",
        'tags["z.z"]': "add",
      },
    );
  });

  it("replaces a resource whose identity changes", () => {
    assert.deepEqual(changes("aws:dynamodb/table:Table", { name: "carts" }, { name: "baskets" }), {
      name: "update, replaces",
    });
    assert.deepEqual(changes(BUCKET, { bucketPrefix: "a-" }, { bucketPrefix: "b-" }), {
      bucketPrefix: "update, replaces",
    });
  });

  it("keeps a load balancer that changes its subnets and security groups", () => {
    const balancer = "aws:lb/loadBalancer:LoadBalancer";
    const place = { subnets: ["subnet-1"], securityGroups: ["sg-1"] };
    assert.deepEqual(
      changes(balancer, place, { subnets: ["subnet-2"], securityGroups: ["sg-2"] }),
      {
        "subnets[0]": "update",
        "securityGroups[0]": "update",
      },
    );
    assert.deepEqual(changes(balancer, { internal: true }, { internal: false }), {
      internal: "update, replaces",
    });
  });

  it("replaces a task definition for anything but its tags, with the next revision", () => {
    const olds = { family: "catalog", containerDefinitions: "[]", cpu: "256" };
    const before = create(TASK, olds);
    assert.deepEqual(changes(TASK, olds, { ...olds, cpu: "512" }), { cpu: "update, replaces" });
    assert.deepEqual(changes(TASK, olds, { ...olds, tags: { a: "b" } }), { tags: "add" });
    const after = create(TASK, { ...olds, cpu: "512" });
    assert.notEqual(after.outputs.arn, before.outputs.arn);
  });

  it("sees no change in JSON that says the same, nor in files with the same hash", () => {
    const role = "aws:iam/role:Role";
    const policies = ['{"Version":"1","Statement":[]}', '{ "Statement": [], "Version": "1" }'];
    const [before = "", after = ""] = policies;
    assert.deepEqual(
      changes(
        role,
        { name: "r", assumeRolePolicy: before },
        { name: "r", assumeRolePolicy: after },
      ),
      {},
    );
    const asset = {
      "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
      hash: "1",
    };
    const object = "aws:s3/bucketObjectv2:BucketObjectv2";
    const inputs = { bucket: "pages", key: "index.html" };
    const file = (path: string, hash: string): Properties => ({
      ...inputs,
      source: { ...asset, path, hash },
    });
    assert.deepEqual(changes(object, file("a.html", "1"), file("b.html", "1")), {});
    assert.deepEqual(changes(object, file("a.html", "1"), file("a.html", "2")), {
      source: "update",
    });
  });

  it("counts a value that becomes unknown as a change", () => {
    assert.deepEqual(changes("aws:lb/listener:Listener", { port: 80 }, { port: UNKNOWN }), {
      port: "update",
    });
  });
});

describe("checking a stand-in resource", () => {
  const check = (token: string, news: Properties, olds: Properties = {}) =>
    provider.check(resource(token), olds, news, "seed");

  it("refuses properties that the type does not have, and misses those it needs", () => {
    const { failures } = check("aws:lambda/permission:Permission", {
      action: "x",
      function: "f",
      principle: "s3",
    });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["principle", "principal"],
    );
  });

  it("names resources as pulumi-aws does, and keeps the name", () => {
    const name = check(BUCKET, {}).inputs.bucket;
    assert.match(textOf(name), /^web-[0-9a-f]{7}$/);
    assert.equal(check(BUCKET, {}, { bucket: name ?? "" }).inputs.bucket, name);
    assert.equal(provider.check(resource(BUCKET), {}, {}, "another").inputs.bucket === name, false);
  });

  it("leaves a chosen name, an unknown one and a prefix alone", () => {
    assert.equal(check(BUCKET, { bucket: "pages" }).inputs.bucket, "pages");
    assert.equal(check(BUCKET, { bucket: UNKNOWN }).inputs.bucket, UNKNOWN);
    assert.equal(check(BUCKET, { bucketPrefix: "pages" }).inputs.bucket, undefined);
  });

  it("ends the name of a FIFO queue as SQS asks", () => {
    assert.match(
      textOf(check("aws:sqs/queue:Queue", { fifoQueue: true }).inputs.name),
      /^web-[0-9a-f]{7}\.fifo$/,
    );
  });

  it("refuses names that are longer than AWS accepts", () => {
    const long = "a".repeat(33);
    const { failures } = check("aws:lb/targetGroup:TargetGroup", { name: long });
    assert.match(failures[0]?.reason ?? "", /at most 32, got 33/);
    const generated = provider.check(
      resource("aws:lb/targetGroup:TargetGroup", "a".repeat(26)),
      {},
      {},
      "s",
    );
    assert.match(generated.failures[0]?.reason ?? "", /longer than the 32 that AWS accepts/);
  });
});

describe("calling a function of the stand-in", () => {
  it("answers for the provider's region, or for the one in the arguments", async () => {
    const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
    const { names } = await provider.invoke(token, {});
    assert.deepEqual(names, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    const other = await provider.invoke(token, { region: "us-east-1" });
    assert.deepEqual(other.zoneIds, ["use1-az1", "use1-az2", "use1-az3"]);
  });

  it("names a function that is missing, and where to add it", async () => {
    await assert.rejects(
      provider.invoke("aws:ec2/getAmi:getAmi", {}),
      /aws:ec2\/getAmi:getAmi; add one to sandbox\//,
    );
  });
});
