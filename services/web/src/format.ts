const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

/** A price in whole US dollars as people read it: `1280` is `$1,280`. */
export function formatPrice(wholeDollars: number): string {
  return dollars.format(wholeDollars);
}

/** A number with its noun: `1 item`, `2 items`. The plural adds an s unless it is given. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
