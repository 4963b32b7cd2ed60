import { useEffect, useRef } from "preact/hooks";
import { pageSize, type ProductPage } from "../api/catalog";
import type { Tag } from "../api/types";
import { Empty } from "../components/empty";
import { Failure } from "../components/failure";
import { Hero } from "../components/hero";
import { OrderSelect } from "../components/order-select";
import { PageHeading } from "../components/page-heading";
import { Pager } from "../components/pager";
import { ProductGrid, ProductGridSkeleton } from "../components/product-grid";
import { TagFilter } from "../components/tag-filter";
import { countOf } from "../format";
import { listPath, type ListQuery } from "../router";
import { useAsync, type Async } from "../state/async";
import { useShop } from "../state/shop";

/** The catalogue: everything, one shelf of it, or what a search found. */
export function ProductsView({ query }: { readonly query: ListQuery }) {
  const { catalog } = useShop();
  const [tags] = useAsync("tags", () => catalog.tags());
  const [list, retry] = useAsync(listPath(query), () => catalog.list(query));
  const shelves = tags.status === "ready" ? tags.value : [];
  const searching = query.keyword !== "";
  const frontDoor = !searching && query.tag === "" && query.page === 1;

  return (
    <>
      {frontDoor ? (
        <Hero />
      ) : (
        <PageHeading className="list-title">{titleOf(query, shelves)}</PageHeading>
      )}
      <TagFilter tags={shelves} query={searching ? { ...query, tag: "*" } : query} />
      <Results query={query} list={list} onRetry={retry} />
    </>
  );
}

interface ResultsProps {
  readonly query: ListQuery;
  readonly list: Async<ProductPage>;
  readonly onRetry: () => void;
}

function Results({ query, list, onRetry }: ResultsProps) {
  const summary = useTurnedPage(query.page);
  return (
    <section aria-labelledby="summary" aria-busy={list.status === "loading"}>
      <div class="toolbar">
        <h2 id="summary" class="summary" tabIndex={-1} ref={summary} aria-live="polite">
          {describe(query, list)}
        </h2>
        {query.keyword === "" && <OrderSelect query={query} />}
      </div>
      {list.status === "loading" && <ProductGridSkeleton count={pageSize} />}
      {list.status === "failed" && (
        <Failure what="The products" error={list.error} onRetry={onRetry} />
      )}
      {list.status === "ready" && list.value.products.length === 0 && (
        <Empty action="See everything">
          <h3>Nothing on this shelf</h3>
          <p>Try another word, such as “tea” or “wool”.</p>
        </Empty>
      )}
      {list.status === "ready" && list.value.products.length > 0 && (
        <>
          <ProductGrid products={list.value.products} />
          <Pager query={query} page={list.value} />
        </>
      )}
    </section>
  );
}

/** Brings keyboard and screen to the start of the list when a page of it is turned. */
function useTurnedPage(page: number) {
  const summary = useRef<HTMLHeadingElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    summary.current?.focus({ preventScroll: true });
    summary.current?.scrollIntoView();
  }, [page]);
  return summary;
}

function titleOf({ keyword, tag }: ListQuery, shelves: readonly Tag[]): string {
  if (keyword !== "") return `Results for “${keyword}”`;
  if (tag === "") return "Everything";
  return shelves.find((shelf) => shelf.name === tag)?.displayName ?? "This shelf";
}

function describe(query: ListQuery, list: Async<ProductPage>): string {
  if (list.status === "loading") return "Looking along the shelves…";
  if (list.status === "failed") return "Nothing to show";
  const { products, total, hasNext } = list.value;
  const before = (query.page - 1) * pageSize;
  const found = total ?? before + products.length;
  if (query.page === 1 && !hasNext) return countOf(found, "product");
  const range = `Products ${before + 1} to ${before + products.length}`;
  return total === undefined ? range : `${range} of ${total}`;
}
