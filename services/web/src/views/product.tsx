import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Product } from "../api/types";
import { Failure } from "../components/failure";
import { Icon } from "../components/icons";
import { PageHeading } from "../components/page-heading";
import { Picture } from "../components/picture";
import { ProductGrid } from "../components/product-grid";
import { Quantity } from "../components/quantity";
import { formatPrice } from "../format";
import { listPath } from "../router";
import { useAsync } from "../state/async";
import { useShop } from "../state/shop";
import { MissingView } from "./missing";

/** One product, and how many of it go into the cart. */
export function ProductView({ id }: { readonly id: string }) {
  const { catalog } = useShop();
  const [product, retry] = useAsync(id, () => catalog.product(id));
  if (product.status === "loading") return <ProductSkeleton />;
  if (product.status === "ready") return <Details product={product.value} />;
  if (product.error instanceof ApiError && product.error.status === 404) return <MissingView />;
  return (
    <>
      <PageHeading className="visually-hidden">Product</PageHeading>
      <Failure what="This product" error={product.error} onRetry={retry} />
    </>
  );
}

function Details({ product }: { readonly product: Product }) {
  return (
    <>
      <Breadcrumb product={product} />
      <article class="product">
        <Picture id={product.id} alt={`Drawing of the ${product.name}`} eager />
        <div class="product-words">
          <PageHeading>{product.name}</PageHeading>
          <p class="price">{formatPrice(product.price)}</p>
          <p class="product-description">{product.description}</p>
          <Purchase product={product} />
          <ul class="product-tags" aria-label="Shelves">
            {product.tags.map((tag) => (
              <li key={tag.name}>
                <a class="chip" href={listPath({ tag: tag.name })}>
                  {tag.displayName}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </article>
      <Similar product={product} />
    </>
  );
}

function Breadcrumb({ product }: { readonly product: Product }) {
  const shelf = product.tags[0];
  return (
    <nav class="breadcrumb" aria-label="Breadcrumb">
      <ol>
        <li>
          <a href={listPath()}>Everything</a>
        </li>
        {shelf !== undefined && (
          <li>
            <a href={listPath({ tag: shelf.name })}>{shelf.displayName}</a>
          </li>
        )}
        <li aria-current="page">{product.name}</li>
      </ol>
    </nav>
  );
}

function Purchase({ product }: { readonly product: Product }) {
  const { cart } = useShop();
  const [quantity, setQuantity] = useState(1);
  return (
    <div class="purchase">
      <Quantity of={product.name} value={quantity} onChange={setQuantity} />
      <button
        type="button"
        class="button"
        onClick={() => {
          void cart.add(product, quantity);
          setQuantity(1);
        }}
      >
        <Icon name="basket" /> Add to cart
      </button>
    </div>
  );
}

/** More from the same shelf. Left out when it cannot be had: the product itself is what was asked for. */
function Similar({ product }: { readonly product: Product }) {
  const { catalog } = useShop();
  const [similar] = useAsync(product.id, () => catalog.similar(product, 4));
  if (similar.status !== "ready" || similar.value.length === 0) return null;
  return (
    <section class="similar" aria-labelledby="similar">
      <h2 id="similar">From the same shelf</h2>
      <ProductGrid products={similar.value} />
    </section>
  );
}

function ProductSkeleton() {
  return (
    <div class="product skeleton" role="status" aria-label="Loading the product">
      <div class="picture bone" />
      <div class="product-words">
        <div class="bone bone-title" />
        <div class="bone bone-line bone-short" />
        <div class="bone bone-line" />
        <div class="bone bone-line" />
      </div>
    </div>
  );
}
