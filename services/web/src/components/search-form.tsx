import type { TargetedSubmitEvent } from "preact";
import { useRef } from "preact/hooks";
import { listPath } from "../router";
import { navigate } from "../state/navigation";
import { Icon } from "./icons";

/** Search box; an empty search shows the whole catalogue. */
export function SearchForm({ keyword }: { readonly keyword: string }) {
  const input = useRef<HTMLInputElement>(null);
  const search = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    navigate(listPath({ keyword: input.current?.value.trim() ?? "" }));
  };
  return (
    <form class="search" role="search" action="/" onSubmit={search}>
      <label class="visually-hidden" for="search">
        Search products
      </label>
      <input
        ref={input}
        id="search"
        name="q"
        type="search"
        placeholder="Search kettles, boots, maps…"
        autocomplete="off"
        enterKeyHint="search"
        maxLength={60}
        defaultValue={keyword}
      />
      <button type="submit" class="search-button" aria-label="Search">
        <Icon name="search" />
      </button>
    </form>
  );
}
