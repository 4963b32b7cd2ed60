import { createStore, type Store } from "./store";

/** Something to tell the customer now. Always read out by screen readers. */
export interface Notice {
  /** Grows by one; the same words twice are two notices. */
  readonly id: number;
  readonly text: string;
  /** `quiet` is heard and not shown, for changes that can be seen where they happen. */
  readonly tone: "quiet" | "good" | "bad";
}

export interface Notices {
  readonly current: Store<Notice | undefined>;
  tell(tone: Notice["tone"], text: string): void;
  dismiss(): void;
}

const shownMs = 5000;

/** One notice at a time; the newest wins, and each leaves after five seconds. */
export function createNotices(): Notices {
  const current = createStore<Notice | undefined>(undefined);
  let lastId = 0;
  let timer = 0;
  const dismiss = () => {
    clearTimeout(timer);
    current.set(undefined);
  };
  return {
    current,
    dismiss,
    tell(tone, text) {
      clearTimeout(timer);
      lastId += 1;
      current.set({ id: lastId, text, tone });
      timer = window.setTimeout(dismiss, shownMs);
    },
  };
}
