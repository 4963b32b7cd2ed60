import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  collectorDefinition,
  collectorOf,
  type Tracing,
} from "../../../../components/compute/tasks/tracing";
import { valueOf } from "../../../helpers/recordingMocks";

const log = { logGroupName: "orders-logs", region: "eu-west-1" };

function definition(tracing: Exclude<Tracing, "none">) {
  const collector = collectorOf({ tracing });
  assert.ok(collector);
  return collectorDefinition(collector, log);
}

/** The one variable that holds the collector's whole configuration. */
function configuration(tracing: Exclude<Tracing, "none">, variable: string): unknown {
  const { environment } = definition(tracing);
  const found = environment.find(({ name }) => name === variable);
  assert.ok(found);
  return JSON.parse(found.value);
}

describe("a collector", () => {
  it("is none unless asked for", () => {
    assert.equal(collectorOf({}), undefined);
    assert.equal(collectorOf({ tracing: "none" }), undefined);
  });

  for (const tracing of ["adot", "cloudWatchAgent"] as const) {
    it(`${tracing} is a plain user on a read-only file system, logged, and not essential`, () => {
      const { user, readonlyRootFilesystem, essential, logConfiguration, memory } =
        definition(tracing);
      assert.match(user, /^[1-9]\d*:[1-9]\d*$/);
      assert.deepEqual([readonlyRootFilesystem, essential, memory], [true, false, 128]);
      assert.equal(logConfiguration.options["awslogs-stream-prefix"], "tracing");
    });

    it(`${tracing} is an image of one version`, async () => {
      const image = await valueOf(pulumi.output(definition(tracing).image));
      assert.match(image, /^public\.ecr\.aws\/[a-z/-]+:v?\d[\w.]+$/);
    });
  }

  it("adot takes traces from its own task alone, within its memory, and sends them to X-Ray", () => {
    const { receivers, processors, exporters, service } = configuration(
      "adot",
      "AOT_CONFIG_CONTENT",
    ) as Record<string, Record<string, unknown>>;
    assert.deepEqual(receivers, {
      otlp: {
        protocols: {
          grpc: { endpoint: "127.0.0.1:4317" },
          http: { endpoint: "127.0.0.1:4318" },
        },
      },
    });
    assert.deepEqual(processors?.["memory_limiter"], {
      check_interval: "1s",
      limit_mib: 102,
      spike_limit_mib: 25,
    });
    assert.deepEqual(exporters, {
      awsxray: { region: "eu-west-1", indexed_attributes: ["http.route", "error.type"] },
    });
    assert.deepEqual(service?.["pipelines"], {
      traces: {
        receivers: ["otlp"],
        processors: ["memory_limiter", "resourcedetection", "batch"],
        exporters: ["awsxray"],
      },
    });
  });

  it("the CloudWatch agent takes traces from its own task alone, and writes to memory only", () => {
    assert.deepEqual(configuration("cloudWatchAgent", "CW_CONFIG_CONTENT"), {
      traces: {
        traces_collected: {
          otlp: { grpc_endpoint: "127.0.0.1:4317", http_endpoint: "127.0.0.1:4318" },
        },
      },
    });
    const { linuxParameters } = definition("cloudWatchAgent") as {
      linuxParameters: { tmpfs: { containerPath: string; size: number }[] };
    };
    assert.deepEqual(linuxParameters.tmpfs, [
      { containerPath: "/opt/aws/amazon-cloudwatch-agent/etc", size: 8 },
      { containerPath: "/opt/aws/amazon-cloudwatch-agent/logs", size: 8 },
      { containerPath: "/opt/aws/amazon-cloudwatch-agent/var", size: 8 },
    ]);
  });

  it("is another image when told so", async () => {
    const collector = collectorOf({ tracing: "adot", tracingImage: "registry/collector@sha256:1" });
    assert.ok(collector);
    const { image } = collectorDefinition(collector, log);
    assert.equal(await valueOf(pulumi.output(image)), "registry/collector@sha256:1");
  });
});
