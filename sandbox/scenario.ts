/** A short visit to the shop through the front door, as `npm start -- --check` makes it. */
import { randomUUID } from "node:crypto";
import { FailedRunError, messageOf } from "./errors";

const REQUEST_SECONDS = 15;

interface Product {
  readonly id: string;
  readonly price: number;
}

interface Cart {
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
}

/** Plays every step. Throws a FailedRunError that names the step which failed. */
export async function playScenario(url: string, onStep: (step: string) => void): Promise<string[]> {
  const done: string[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    onStep(name);
    try {
      const result = await work();
      done.push(name);
      return result;
    } catch (error) {
      throw new FailedRunError(`The scenario failed at "${name}": ${messageOf(error)}`);
    }
  };
  const customer = `check-${randomUUID()}`;
  await step("the page loads", () => loadPage(url));
  const product = await step("products are listed", () => firstProduct(url));
  await step("one product opens", () => openProduct(url, product));
  await step("it goes into the cart", () => addToCart(url, customer, product));
  await step("the cart holds it", () => readCart(url, customer, product));
  await step("the cart empties", () => removeCart(url, customer));
  return done;
}

async function request(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
  });
  if (!response.ok) {
    const body = plainText(await response.text()).slice(0, 300);
    throw new Error(`${init?.method ?? "GET"} ${url} answered ${response.status}: ${body}`);
  }
  return response;
}

/** Load balancers answer errors with a page. */
function plainText(body: string): string {
  return body.includes("<html")
    ? body
        .replace(/<title>.*<\/title>/, "")
        .replace(/<[^>]+>/g, " ")
        .replace(/\s+/g, " ")
        .trim()
    : body;
}

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await request(url, init);
  return (await response.json()) as T;
}

async function loadPage(url: string): Promise<void> {
  const page = await (await request(`${url}/`)).text();
  const script = /<script[^>]+src="([^"]+)"/.exec(page)?.[1];
  if (script === undefined) {
    throw new Error("the page has no script");
  }
  await request(new URL(script, url).href);
}

async function firstProduct(url: string): Promise<Product> {
  const products = await json<readonly Product[]>(`${url}/api/catalog/products`);
  const product = products[0];
  if (product === undefined) {
    throw new Error(
      "the catalog is empty. It holds the seed products in a stack whose Pulumi.<stack>.yaml sets microservices:seedData to true",
    );
  }
  return product;
}

async function openProduct(url: string, wanted: Product): Promise<void> {
  const product = await json<Product>(`${url}/api/catalog/products/${wanted.id}`);
  if (product.id !== wanted.id) {
    throw new Error(`asked for product ${wanted.id}, got ${product.id}`);
  }
}

async function addToCart(url: string, customer: string, { id, price }: Product): Promise<void> {
  await request(`${url}/api/carts/${customer}/items`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ itemId: id, quantity: 2, unitPrice: price }),
  });
}

async function readCart(url: string, customer: string, { id }: Product): Promise<void> {
  const cart = await json<Cart>(`${url}/api/carts/${customer}`);
  const quantity = cart.items.find(({ itemId }) => itemId === id)?.quantity;
  if (quantity !== 2) {
    throw new Error(`expected 2 of ${id} in the cart, got ${quantity ?? "none"}`);
  }
}

async function removeCart(url: string, customer: string): Promise<void> {
  await request(`${url}/api/carts/${customer}`, { method: "DELETE" });
}
