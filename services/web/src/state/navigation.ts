import { createStore } from "./store";

/** Where the page is, and how it got there. */
export interface Place {
  readonly pathname: string;
  readonly search: string;
  /** Distance from the top to restore, or undefined to start where the view starts. */
  readonly scrollTop: number | undefined;
}

const positions = new Map<number, number>();
let entry = entryOf(history.state);
let newestEntry = entry;

export const place = createStore<Place>(read(undefined));

/** Goes to an address of the shop without loading a document. */
export function navigate(path: string): void {
  if (path === location.pathname + location.search) return;
  newestEntry += 1;
  entry = newestEntry;
  history.pushState({ entry }, "", path);
  place.set(read(undefined));
}

/** Follows the browser's buttons and every plain link to this origin. Called once. */
export function startNavigation(): void {
  history.scrollRestoration = "manual";
  history.replaceState({ entry }, "");
  addEventListener("scroll", () => positions.set(entry, scrollY), { passive: true });
  addEventListener("popstate", (event: PopStateEvent) => {
    entry = entryOf(event.state);
    place.set(read(positions.get(entry) ?? 0));
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || !isPlainClick(event) || !isOurs(link)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
  });
}

function read(scrollTop: number | undefined): Place {
  return { pathname: location.pathname, search: location.search, scrollTop };
}

function entryOf(state: unknown): number {
  const known = typeof state === "object" && state !== null && "entry" in state ? state.entry : 0;
  return typeof known === "number" ? known : 0;
}

function isPlainClick(event: MouseEvent): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !modified && !event.defaultPrevented;
}

/** Links with a fragment, a target or another origin stay the browser's own business. */
function isOurs(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && link.hash === "" && link.target === "";
}
