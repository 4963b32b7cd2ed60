import { defineService } from "../contract";

export default defineService({
  name: "carts",
  runtime: { kind: "lambda", memoryMiB: 512 },
  routes: [{ path: "/carts/*", auth: "public" }],
  links: { readsWrites: ["carts"] },
});
