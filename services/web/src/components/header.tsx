import { cartPath, type Route } from "../router";
import { itemCount } from "../state/cart-lines";
import { useShop } from "../state/shop";
import { useStore } from "../state/store";
import { Brand } from "./brand";
import { Icon } from "./icons";
import { SearchForm } from "./search-form";

/** Name of the shop, search and the way to the cart. */
export function Header({ route }: { readonly route: Route }) {
  const keyword = route.view === "products" ? route.query.keyword : "";
  return (
    <header class="site-header">
      <div class="site-header-inner">
        <Brand />
        <SearchForm key={keyword} keyword={keyword} />
        <CartLink current={route.view === "cart"} />
      </div>
    </header>
  );
}

function CartLink({ current }: { readonly current: boolean }) {
  const cart = useStore(useShop().cart.state);
  const count = cart.status === "ready" ? itemCount(cart.lines) : 0;
  return (
    <a class="cart-link" href={cartPath} aria-current={current ? "page" : undefined}>
      <Icon name="basket" />
      <span class="cart-link-word">Cart</span>
      {count > 0 && (
        <span key={count} class="cart-count">
          {count} <span class="visually-hidden">{count === 1 ? "item" : "items"}</span>
        </span>
      )}
    </a>
  );
}
