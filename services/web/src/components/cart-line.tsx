import type { CartItem } from "../api/types";
import { formatPrice } from "../format";
import { productPath } from "../router";
import { useAsync } from "../state/async";
import { lineTotal } from "../state/cart-lines";
import { useShop } from "../state/shop";
import { Icon } from "./icons";
import { Picture } from "./picture";
import { Quantity } from "./quantity";

/** One product in the cart. Its id stands in for a name that the catalogue cannot give. */
export function CartLine({ line }: { readonly line: CartItem }) {
  const { cart, catalog } = useShop();
  const [product] = useAsync(line.itemId, () => catalog.product(line.itemId));
  const name = product.status === "ready" ? product.value.name : line.itemId;
  return (
    <article class="cart-line">
      <Picture id={line.itemId} alt="" />
      <div class="cart-line-words">
        <h2>
          {product.status === "loading" ? (
            <span class="bone bone-line" />
          ) : (
            <a href={productPath(line.itemId)}>{name}</a>
          )}
        </h2>
        <p>{formatPrice(line.unitPrice)} each</p>
      </div>
      <Quantity
        of={name}
        value={line.quantity}
        onChange={(quantity) => void cart.change(line, quantity, name)}
      />
      <p class="price">{formatPrice(lineTotal(line))}</p>
      <button
        type="button"
        class="icon-button"
        aria-label={`Remove ${name}`}
        onClick={() => {
          // The button goes away with its line; the heading is the nearest thing that stays.
          document.querySelector<HTMLElement>("h1")?.focus();
          void cart.remove(line, name);
        }}
      >
        <Icon name="close" />
      </button>
    </article>
  );
}
