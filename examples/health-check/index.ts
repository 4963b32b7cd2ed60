import { HealthCheck } from "../../components/edge/healthCheck";

function main() {
  const health = new HealthCheck("shop-health", {
    domainName: "shop.example.com",
    path: "/api/catalog/products",
  });

  // For what must be back quickly: two bad answers, ten seconds apart, and a page that says it is well.
  const fast = new HealthCheck("payments-health", {
    domainName: "pay.example.com",
    searchText: '"status":"ok"',
    intervalSeconds: 10,
    failureThreshold: 2,
  });
  return { healthCheckId: health.healthCheckId, fastHealthCheckId: fast.healthCheckId };
}

export = main;
