/** Undoes a start, whether it was finished or not. */
type Undo = () => Promise<void>;

/** What to do when the cloud stops, last started first. */
export class Teardown {
  readonly #steps: Undo[] = [];
  #running: Promise<void> | undefined;

  add(step: Undo): void {
    this.#steps.push(step);
  }

  /** Runs every step even if one fails; a second call waits for the first. */
  run(): Promise<void> {
    this.#running ??= this.#unwind();
    return this.#running;
  }

  async #unwind(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "the sandbox did not stop cleanly");
  }
}
