import { ApiError } from "../api/client";

interface FailureProps {
  /** What could not be shown, as the start of a sentence: "The products". */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Says that something could not be loaded, why, and offers another try. */
export function Failure({ what, error, onRetry }: FailureProps) {
  const reason = error instanceof ApiError ? error.message : "Something unexpected happened.";
  return (
    <section class="message" role="alert">
      <svg class="message-art" viewBox="0 0 120 96" width="120" height="96" aria-hidden="true">
        <path class="art-cloud" d="M30 64a20 20 0 0 1 2-40 29 29 0 0 1 55 4 18 18 0 0 1 3 36z" />
        <path class="art-rain" d="M40 74l-6 18M62 74l-6 18M84 74l-6 18" />
      </svg>
      <h2>{what} did not make it through the rain</h2>
      <p>{reason}</p>
      <button type="button" class="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  );
}
