import { render } from "preact";
import { App } from "./app";
import { startNavigation } from "./state/navigation";
import { createShop, ShopContext } from "./state/shop";
import "./styles/index.css";

const shop = createShop();
const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no element with the id app");

startNavigation();
void shop.cart.load();
render(
  <ShopContext.Provider value={shop}>
    <App />
  </ShopContext.Provider>,
  root,
);
