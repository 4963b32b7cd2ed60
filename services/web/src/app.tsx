import { useLayoutEffect, useRef } from "preact/hooks";
import { Footer } from "./components/footer";
import { Header } from "./components/header";
import { NoticeBar } from "./components/notice-bar";
import { parseRoute, type Route } from "./router";
import { place, type Place } from "./state/navigation";
import { useShop } from "./state/shop";
import { useStore } from "./state/store";
import { CartView } from "./views/cart";
import { MissingView } from "./views/missing";
import { ProductView } from "./views/product";
import { ProductsView } from "./views/products";

/** The frame of every page: header, the view that the address names, footer. */
export function App() {
  const here = useStore(place);
  const route = parseRoute(here.pathname, here.search);
  useArrival(here);
  return (
    <>
      <SkipLink />
      <Header route={route} />
      <main id="main" tabIndex={-1}>
        <View route={route} />
      </main>
      <Footer />
      <NoticeBar />
    </>
  );
}

/** Lets a keyboard pass the header. Moves the focus itself: a fragment would become a place in the history. */
function SkipLink() {
  return (
    <a
      class="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      Skip to content
    </a>
  );
}

function View({ route }: { readonly route: Route }) {
  switch (route.view) {
    case "products":
      return <ProductsView query={route.query} />;
    case "product":
      return <ProductView key={route.id} id={route.id} />;
    case "cart":
      return <CartView />;
    case "missing":
      return <MissingView />;
  }
}

/**
 * After a change of view, puts the keyboard and the screen reader at its start, as a new document would;
 * back and forward also return to where the page was scrolled to. A new filter or page of the same list
 * leaves the focus alone.
 */
function useArrival(here: Place): void {
  const { notices } = useShop();
  const previous = useRef(here);
  useLayoutEffect(() => {
    if (previous.current === here) return;
    const sameView = previous.current.pathname === here.pathname;
    previous.current = here;
    if (!sameView) {
      notices.dismiss();
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    if (here.scrollTop !== undefined || !sameView) scrollTo(0, here.scrollTop ?? 0);
  }, [here]);
}
