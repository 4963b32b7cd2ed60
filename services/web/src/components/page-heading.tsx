import { useEffect, useRef } from "preact/hooks";

interface PageHeadingProps {
  readonly children: string;
  readonly className?: string;
  /** Title of the browser tab. @default the heading itself */
  readonly title?: string;
}

/** The view's only h1. Names the tab, and takes the focus that a navigation left on `main`. */
export function PageHeading({ children, className, title = children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Drizzlewick`;
  }, [title]);
  useEffect(() => {
    // Only then: a heading that arrives late must not take the focus from where the customer has moved it.
    if (document.activeElement?.id === "main") heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} class={className}>
      {children}
    </h1>
  );
}
