import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import type { Session } from "../session";

/** More presses than the page has controls before the first products. */
const mostPresses = 40;

/** A product opens with Enter, its heading has the focus, and going back lands on the list. */
export async function openFromList(session: Session): Promise<void> {
  const page = await session.visit();
  await page.goto("/");
  await page.getByRole("link", { name: "Beeswax Candle" }).waitFor();
  await tabTo(page, "Beeswax Candle");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Beeswax Candle" }).waitFor();
  await page.locator("h1:focus").waitFor();
  assert.equal(await page.title(), "Beeswax Candle · Drizzlewick");
  await page.goBack();
  await page.getByRole("link", { name: "Beeswax Candle" }).waitFor();
}

/** Skips the header, finds the button of a product and presses it; then steps the quantity in the cart. */
export async function addByKeyboard(session: Session): Promise<void> {
  const page = await session.visit();
  await page.goto("/");
  await page.getByRole("link", { name: "Beeswax Candle" }).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focusedName(page), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate<string>("document.activeElement.id"), "main");

  await tabTo(page, "Add Beeswax Candle to cart");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Beeswax Candle added. 1 item in the cart.").waitFor();

  await page.getByRole("link", { name: "Cart 1 item" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Beeswax Candle" }).waitFor();
  await tabTo(page, "One more");
  await page.keyboard.press("Space");
  await page.getByRole("link", { name: "Cart 2 items" }).waitFor();
}

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < mostPresses) {
    await page.keyboard.press("Tab");
    const focused = await focusedName(page);
    if (focused === name) return;
    passed.push(focused);
  }
  assert.fail(`Tab never reached "${name}"; it passed ${passed.join(", ")}`);
}

function focusedName(page: Page): Promise<string> {
  const read = "(e) => e.getAttribute('aria-label') ?? e.textContent";
  return page.evaluate<string>(`(${read})(document.activeElement)`);
}
