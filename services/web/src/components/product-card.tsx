import type { Product } from "../api/types";
import { formatPrice } from "../format";
import { productPath } from "../router";
import { useShop } from "../state/shop";
import { Icon } from "./icons";
import { Picture } from "./picture";

interface ProductCardProps {
  readonly product: Product;
  /** Whether the card is likely to be on the first screen. */
  readonly early?: boolean;
}

/** One product in a list: the whole card opens it, the round button puts one into the cart. */
export function ProductCard({ product, early = false }: ProductCardProps) {
  const { cart } = useShop();
  return (
    <article class="card">
      <Picture id={product.id} alt="" eager={early} />
      <div class="card-words">
        <h3>
          <a class="card-link" href={productPath(product.id)}>
            {product.name}
          </a>
        </h3>
        <p class="card-tag">{product.tags[0]?.displayName}</p>
        <p class="price">{formatPrice(product.price)}</p>
      </div>
      <button
        type="button"
        class="card-add"
        aria-label={`Add ${product.name} to cart`}
        onClick={() => void cart.add(product, 1)}
      >
        <Icon name="plus" />
      </button>
    </article>
  );
}
