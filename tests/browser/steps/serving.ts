import { strict as assert } from "node:assert";
import type { Session } from "../session";

/** Addresses of views are answered with the page itself, whatever the edge has to fall back to. */
export async function deepLinks(session: Session): Promise<void> {
  const page = await session.visit();
  for (const path of ["/", "/cart", "/products/storm-lantern"]) {
    const response = await page.goto(path);
    assert.equal(response?.status(), 200, `status of ${path}`);
    assert.match(response.headers()["content-type"] ?? "", /^text\/html/, `type of ${path}`);
    const policy = response.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'self'/, `content security policy of ${path}`);
    assert.doesNotMatch(policy, /unsafe-/, `content security policy of ${path}`);
  }
  await page.getByRole("heading", { level: 1, name: "Storm Lantern" }).waitFor();
}

/** The page's fallback for unknown addresses must not cover the API's own errors. */
export async function apiErrorsStayJson(session: Session): Promise<void> {
  const page = await session.visit();
  const response = await page.request.get("/api/catalog/products/no-such-product");
  assert.equal(response.status(), 404);
  assert.match(response.headers()["content-type"] ?? "", /^application\/json/);
  const body: unknown = await response.json();
  assert.ok(typeof body === "object" && body !== null && "code" in body && "message" in body);
  assert.equal(body.code, 404);
}
