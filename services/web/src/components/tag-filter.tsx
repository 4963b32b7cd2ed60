import type { Tag } from "../api/types";
import { listPath, type ListQuery } from "../router";

interface TagFilterProps {
  readonly tags: readonly Tag[];
  readonly query: ListQuery;
}

/** The shelves of the shop as links; the chosen one is marked. */
export function TagFilter({ tags, query }: TagFilterProps) {
  const choices: readonly Tag[] = [{ name: "", displayName: "Everything" }, ...tags];
  return (
    <nav class="tags" aria-label="Shelves">
      <ul>
        {choices.map((tag) => (
          <li key={tag.name}>
            <a
              class="chip"
              href={listPath({ tag: tag.name, order: query.order })}
              aria-current={tag.name === query.tag ? "true" : undefined}
            >
              {tag.displayName}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
