import { Tracing } from "../../components/observability/tracing";

function main() {
  const tracing = new Tracing("traces", {
    prefix: "example",
    services: ["catalog", "orders"],
    paths: [{ path: "/checkout/*", percent: 50, perSecond: 5 }],
  });
  return { faults: tracing.faultGroupArn, slow: tracing.slowGroupArn };
}

export = main;
