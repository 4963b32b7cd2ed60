import { defineService } from "../contract";

export default defineService({
  name: "catalog",
  runtime: { kind: "fargate", memoryMiB: 512 },
  routes: [{ path: "/catalog/*", auth: "public" }],
  links: { reads: ["catalog-db"], readsWrites: ["catalog-cache"] },
  migrates: "catalog-db",
  scale: { min: 2, max: 10, cpuPercent: 60 },
});
