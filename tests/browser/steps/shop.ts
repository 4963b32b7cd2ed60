import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import type { Session } from "../session";

/** The main job: list, product, cart, quantity, reload, remove. */
export async function shop(session: Session): Promise<void> {
  const page = await session.visit();
  await page.goto("/?tag=light");
  await page.getByRole("link", { name: "Storm Lantern" }).click();
  await page.waitForURL("**/products/storm-lantern");
  await page.getByRole("heading", { level: 1, name: "Storm Lantern" }).waitFor();
  await page.getByRole("heading", { name: "From the same shelf" }).waitFor();
  await session.picture(page, "product-desktop");

  await page.getByRole("button", { name: "Add to cart", exact: true }).click();
  await page.getByRole("status").getByText("Storm Lantern added. 1 item in the cart.").waitFor();
  await page.getByRole("button", { name: "Add Head Torch to cart" }).click();
  await page.getByRole("link", { name: "Cart 2 items" }).click();

  await page.getByRole("heading", { level: 1, name: "Your cart" }).waitFor();
  await answered(page, "PATCH", () => quantityOf(page).getByLabel("One more").click());
  await answered(page, "PATCH", () => quantityOf(page).getByLabel("One more").click());
  await holdsThreeLanternsAndATorch(page);

  await page.reload();
  await holdsThreeLanternsAndATorch(page);
  await session.picture(page, "cart-desktop");

  for (const name of ["Storm Lantern", "Head Torch"]) {
    await answered(page, "DELETE", () =>
      page.getByRole("button", { name: `Remove ${name}` }).click(),
    );
  }
  await page.getByRole("heading", { name: "Nothing in the basket yet" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Nothing in the basket yet" }).waitFor();
  await session.picture(page, "empty-cart-desktop");
}

async function holdsThreeLanternsAndATorch(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Cart 4 items" }).waitFor();
  assert.equal(await quantityOf(page).getByLabel("Quantity", { exact: true }).inputValue(), "3");
  // Three lanterns at 58 and a torch at 44.
  await page.getByRole("region", { name: "Summary" }).getByText("$218").waitFor();
}

function quantityOf(page: Page) {
  return page.getByRole("group", { name: "Quantity of Storm Lantern" });
}

/** Does something that changes the cart and waits until the API has agreed. */
async function answered(page: Page, method: string, act: () => Promise<void>): Promise<void> {
  const response = page.waitForResponse((answer) => answer.request().method() === method);
  await act();
  assert.equal((await response).status(), 202, `${method} of a cart item`);
}
