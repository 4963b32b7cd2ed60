import assert from "node:assert/strict";
import { check } from "../../../../components/observability/canary/check";

const url = "https://shop.example.com/";

function answering(status: number, body: string): typeof fetch {
  return () => Promise.resolve(new Response(body, { status }));
}

describe("the canary's script", () => {
  it("is content with an answer that holds the text", async () => {
    const said = await check({ url, text: "Welcome" }, answering(200, "<h1>Welcome</h1>"));
    assert.equal(said, `${url} answered 200`);
  });

  it("fails on an answer that is an error", async () => {
    await assert.rejects(check({ url, text: "" }, answering(503, "")), /answered 503/);
  });

  it("fails on an answer without the text", async () => {
    const lost = check({ url, text: "Welcome" }, answering(200, "nothing here"));
    await assert.rejects(lost, /without the text "Welcome"/);
  });
});
