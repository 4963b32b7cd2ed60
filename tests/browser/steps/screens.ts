import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { phone, type Session } from "../session";

/** Shops on a phone, then looks at the same views on the narrowest one that is supported. */
export async function phoneVisit(session: Session): Promise<void> {
  const page = await session.visit({ viewport: phone, deviceScaleFactor: 2, hasTouch: true });
  await page.goto("/");
  await page.getByRole("button", { name: "Add Bobble Hat to cart" }).click();
  await page.getByRole("link", { name: "Cart 1 item" }).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await session.picture(page, "list-phone");
  await fits(page);

  await page.getByRole("link", { name: "Bobble Hat" }).click();
  await page.getByRole("heading", { level: 1, name: "Bobble Hat" }).waitFor();
  await session.picture(page, "product-phone");
  await fits(page);

  await page.getByRole("link", { name: "Cart 1 item" }).click();
  await page.getByRole("link", { name: "Bobble Hat" }).waitFor();
  await session.picture(page, "cart-phone");
  await fits(page);

  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ["/", "/products/watercolour-tin", "/cart"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
    await fits(page);
  }
}

/** A visitor who prefers dark gets a dark page. */
export async function darkList(session: Session): Promise<void> {
  const page = await session.visit({ colorScheme: "dark" });
  await page.goto("/");
  await page.getByRole("link", { name: "Beeswax Candle" }).waitFor();
  const background = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  const brightest = Math.max(...(background.match(/\d+/g) ?? []).map(Number));
  assert.ok(brightest < 64, `the background is ${background}`);
  await session.picture(page, "list-dark");
}

async function fits(page: Page): Promise<void> {
  const widest = await page.evaluate<number>("document.documentElement.scrollWidth");
  const width = page.viewportSize()?.width;
  assert.equal(widest, width, `width of ${page.url()}`);
}
