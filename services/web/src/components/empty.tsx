import type { ComponentChildren } from "preact";
import { listPath } from "../router";

interface EmptyProps {
  readonly children: ComponentChildren;
  /** Words of the link back to the catalogue. */
  readonly action: string;
}

/** A page with nothing on it, and the way on. */
export function Empty({ children, action }: EmptyProps) {
  return (
    <section class="message">
      <svg class="message-art" viewBox="0 0 120 96" width="120" height="96" aria-hidden="true">
        <path class="art-handle" d="M34 44C34 4 86 4 86 44" />
        <path class="art-basket" d="M18 44h84l-9 42a8 8 0 0 1-8 6H35a8 8 0 0 1-8-6z" />
        <path class="art-weave" d="M24 58h72M27 72h66" />
        <rect class="art-rim" x="12" y="38" width="96" height="12" rx="6" />
      </svg>
      {children}
      <a class="button" href={listPath()}>
        {action}
      </a>
    </section>
  );
}
