import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import type { Session } from "../session";

/** Goes through the catalogue by shelf, order and page. */
export async function browse(session: Session): Promise<void> {
  const page = await session.visit();
  await page.goto("/");
  await summary(page, "Products 1 to 12 of 40");
  await session.picture(page, "list-desktop");

  await page.getByRole("link", { name: "Next" }).click();
  await summary(page, "Products 13 to 24 of 40");
  await page.goBack();
  await summary(page, "Products 1 to 12 of 40");

  await page.getByRole("link", { name: "Wear", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Wear" }).waitFor();
  await summary(page, "7 products");
  await page.getByLabel("Sort by").selectOption("Price, high to low");
  await page.waitForURL("**/?tag=wear&sort=price_desc");
  await page.getByRole("article").first().getByText("$128").waitFor();
  const prices = (await page.locator(".card .price").allTextContents()).map(dollars);
  const falling = prices.toSorted((a, b) => b - a);
  assert.deepEqual(prices, falling);
}

/** Searches for something and for nothing. */
export async function search(session: Session): Promise<void> {
  const page = await session.visit();
  await page.goto("/");
  const box = page.getByRole("searchbox", { name: "Search products" });
  await box.fill("lantern");
  await box.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Results for “lantern”" }).waitFor();
  await page.getByRole("link", { name: "Storm Lantern" }).waitFor();

  await box.fill("submarine");
  await box.press("Enter");
  await page.getByRole("heading", { name: "Nothing on this shelf" }).waitFor();
  await session.picture(page, "empty-search-desktop");
  await page.getByRole("link", { name: "See everything" }).click();
  await summary(page, "Products 1 to 12 of 40");
}

async function summary(page: Page, text: string): Promise<void> {
  await page.getByRole("heading", { level: 2, name: text, exact: true }).waitFor();
}

function dollars(price: string): number {
  return Number(price.replace(/[$,]/g, ""));
}
