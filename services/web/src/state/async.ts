import { useCallback, useEffect, useState } from "preact/hooks";

export type Async<T> =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown };

/**
 * Loads something when `key` changes, and again on `retry`. An answer that arrives after the key has
 * changed is dropped.
 */
export function useAsync<T>(key: string, load: () => Promise<T>): [Async<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ of: string; state: Async<T> }>();
  const run = `${key}#${attempt}`;

  useEffect(() => {
    let wanted = true;
    const settle = (state: Async<T>) => {
      if (wanted) setResult({ of: run, state });
    };
    load().then(
      (value) => {
        settle({ status: "ready", value });
      },
      (error: unknown) => {
        settle({ status: "failed", error });
      },
    );
    return () => {
      wanted = false;
    };
  }, [run]);

  const retry = useCallback(() => {
    setAttempt((count) => count + 1);
  }, []);
  return [result?.of === run ? result.state : { status: "loading" }, retry];
}
