import { pageSize, type ProductPage } from "../api/catalog";
import { listPath, type ListQuery } from "../router";
import { Icon } from "./icons";

interface PagerProps {
  readonly query: ListQuery;
  readonly page: ProductPage;
}

/** Ways to the neighbouring pages of a list; nothing when there is only one. */
export function Pager({ query, page }: PagerProps) {
  if (query.page === 1 && !page.hasNext) return null;
  const last = page.total === undefined ? undefined : Math.ceil(page.total / pageSize);
  return (
    <nav class="pager" aria-label="Pages">
      {query.page > 1 && (
        <a
          class="button button-quiet"
          rel="prev"
          href={listPath({ ...query, page: query.page - 1 })}
        >
          <Icon name="back" /> Previous
        </a>
      )}
      <p>
        Page {query.page}
        {last !== undefined && ` of ${last}`}
      </p>
      {page.hasNext && (
        <a
          class="button button-quiet"
          rel="next"
          href={listPath({ ...query, page: query.page + 1 })}
        >
          Next <Icon name="arrow" />
        </a>
      )}
    </nav>
  );
}
