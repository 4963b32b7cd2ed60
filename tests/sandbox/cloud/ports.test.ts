import assert from "node:assert/strict";
import { createServer } from "node:net";
import { listenOnFreePort, listenOnPort } from "../../../sandbox/cloud/ports";
import { CloudError } from "../../../sandbox/cloud/types";

describe("the chosen port", () => {
  it("that is in use is a plain message with a way out", async () => {
    const holder = createServer();
    const port = await listenOnFreePort(holder);
    try {
      await assert.rejects(listenOnPort(createServer(), port), (error) => {
        assert.ok(error instanceof CloudError);
        assert.match(error.message, new RegExp(`Port ${port} .* in use .*--port`));
        return true;
      });
    } finally {
      holder.close();
    }
  });
});
