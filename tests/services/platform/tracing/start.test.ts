import assert from "node:assert/strict";
import { createLogger } from "../../../../services/platform/logger";
import { noTracing, tracingEnvironment } from "../../../../services/platform/tracing";
import { startTracing } from "../../../../services/platform/tracing/start";

// Nobody listens there, which the last spans are told.
const quiet = createLogger({ service: "orders", clock: () => 0, write: () => undefined });

const started = (variables: Readonly<Record<string, string>>) =>
  startTracing({ SERVICE_NAME: "orders", ...tracingEnvironment.parse(variables) }, quiet);

describe("tracing of a container", () => {
  it("is none without a collector, whatever else is set", () => {
    assert.equal(started({}), noTracing);
    assert.equal(started({ OTEL_TRACES_SAMPLER_ARG: "1" }), noTracing);
  });

  it("decides by the share that it is given, and traces everything without one", async () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:9";
    const all = started({ OTEL_EXPORTER_OTLP_ENDPOINT });
    const none = started({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER: "parentbased_traceidratio" },
      OTEL_TRACES_SAMPLER_ARG: "0",
    });
    const request = { name: "GET /", attributes: {} };
    const headerOf = (tracing: typeof all) =>
      tracing.serve(request, () => Promise.resolve(tracing.traceHeader()));
    assert.match(
      (await headerOf(all)) ?? "",
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=.*Sampled=1$/,
    );
    assert.match((await headerOf(none)) ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/);
    await Promise.all([all.close(), none.close()]);
  });
});
