import type { Product } from "../api/types";
import { ProductCard } from "./product-card";

/** Cards that usually fit the first screen; their drawings are not loaded lazily. */
const earlyCards = 4;

/** Products as cards, in reading order. */
export function ProductGrid({ products }: { readonly products: readonly Product[] }) {
  return (
    <ul class="grid">
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} early={index < earlyCards} />
        </li>
      ))}
    </ul>
  );
}

/** The grid's outline while products are on their way. */
export function ProductGridSkeleton({ count }: { readonly count: number }) {
  return (
    <div class="grid skeleton" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class="card">
          <div class="picture bone" />
          <div class="card-words">
            <div class="bone bone-line" />
            <div class="bone bone-line bone-short" />
          </div>
        </div>
      ))}
    </div>
  );
}
