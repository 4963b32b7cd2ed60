interface PictureProps {
  readonly id: string;
  /** What the picture adds to the words around it; empty when nothing. */
  readonly alt: string;
  /** Loads with the page instead of when it comes near the screen. */
  readonly eager?: boolean;
}

/** Drawing of a product. Square; its place is kept while it loads. */
export function Picture({ id, alt, eager = false }: PictureProps) {
  return (
    <img
      class="picture"
      src={`/images/products/${encodeURIComponent(id)}.svg`}
      alt={alt}
      width="400"
      height="400"
      loading={eager ? "eager" : "lazy"}
      decoding="async"
    />
  );
}
