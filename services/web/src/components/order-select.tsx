import { listPath, orders, type ListQuery, type Order } from "../router";
import { navigate } from "../state/navigation";
import { Icon } from "./icons";

const labels: Record<Order, string> = {
  name_asc: "Name, A to Z",
  name_desc: "Name, Z to A",
  price_asc: "Price, low to high",
  price_desc: "Price, high to low",
};

/** Sorts the list; a new order starts at its first page. */
export function OrderSelect({ query }: { readonly query: ListQuery }) {
  return (
    <label class="order">
      <span class="order-word">Sort by</span>
      <select
        value={query.order}
        onChange={(event) => {
          const order = orders.find((known) => known === event.currentTarget.value);
          navigate(listPath({ ...query, order, page: 1 }));
        }}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {labels[order]}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </label>
  );
}
