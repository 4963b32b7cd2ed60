import type { CartItem } from "../api/types";
import { CartLine } from "../components/cart-line";
import { Empty } from "../components/empty";
import { Failure } from "../components/failure";
import { PageHeading } from "../components/page-heading";
import { formatPrice } from "../format";
import { listPath } from "../router";
import { cartTotal, itemCount } from "../state/cart-lines";
import { useShop } from "../state/shop";
import { useStore } from "../state/store";

/** What the customer has chosen, and what it comes to. */
export function CartView() {
  const { cart } = useShop();
  const state = useStore(cart.state);
  return (
    <>
      <PageHeading className="list-title">Your cart</PageHeading>
      {state.status === "loading" && <CartSkeleton />}
      {state.status === "failed" && (
        <Failure what="Your cart" error={state.error} onRetry={() => void cart.load()} />
      )}
      {state.status === "ready" && state.lines.length === 0 && (
        <Empty action="Find something good">
          <h2>Nothing in the basket yet</h2>
          <p>A kettle is a good place to start.</p>
        </Empty>
      )}
      {state.status === "ready" && state.lines.length > 0 && <FilledCart lines={state.lines} />}
    </>
  );
}

function FilledCart({ lines }: { readonly lines: readonly CartItem[] }) {
  return (
    <div class="cart">
      <ul class="cart-lines" aria-label="Products in the cart">
        {lines.map((line) => (
          <li key={line.itemId}>
            <CartLine line={line} />
          </li>
        ))}
      </ul>
      <section class="cart-summary" aria-labelledby="cart-summary">
        <h2 id="cart-summary">Summary</h2>
        <dl>
          <div>
            <dt>Items</dt>
            <dd>{itemCount(lines)}</dd>
          </div>
          <div class="cart-total">
            <dt>Total</dt>
            <dd>{formatPrice(cartTotal(lines))}</dd>
          </div>
        </dl>
        <p>Kept for you on this device, rain or shine.</p>
        <a class="button" href={listPath()}>
          Keep looking
        </a>
      </section>
    </div>
  );
}

function CartSkeleton() {
  return (
    <div class="cart skeleton" role="status" aria-label="Loading the cart">
      <div class="cart-lines">
        <div class="bone bone-row" />
        <div class="bone bone-row" />
      </div>
    </div>
  );
}
