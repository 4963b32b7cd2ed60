/**
 * Shows what the sandbox does: a line per phase with its time, and while it lasts a live line on a terminal, or a plain
 * line now and then elsewhere, so that a log shows that a long phase is alive.
 */

import { styleText } from "node:util";
import { StoppedError } from "./errors";

/** Where progress is written; `process.stdout` is one. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Colours of the marks that lines begin with. */
const MARKS: Readonly<Record<string, "green" | "red" | "yellow">> = {
  "✔": "green",
  "✖": "red",
  "!": "yellow",
};
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MILLISECONDS = 120;
const PLAIN_LINE_MILLISECONDS = 15_000;

/** A phase that failed, with its name for the user. */
export class PhaseError extends Error {
  override readonly name = "PhaseError";

  constructor(
    readonly phase: string,
    override readonly cause: unknown,
  ) {
    super(`phase "${phase}" failed`);
  }
}

export class Progress {
  private live: { readonly timer: NodeJS.Timeout; detail: string } | undefined;
  private plain: { readonly name: string; readonly started: number; shown: number } | undefined;

  /** @param coloured whether a terminal shows colours. @default unless `NO_COLOR` is set, see https://no-color.org */
  constructor(
    private readonly output: ProgressOutput = process.stdout,
    private readonly now: () => number = Date.now,
    private readonly coloured = (process.env.NO_COLOR ?? "") === "",
  ) {}

  /**
   * Runs one phase. What it returns is shown as its result.
   *
   * @param work gets a function that sets the detail of the live line
   */
  async phase<T>(
    name: string,
    work: (detail: (text: string) => void) => Promise<T>,
    result: (value: T) => string = () => "",
  ): Promise<T> {
    const started = this.now();
    this.begin(name, started);
    try {
      const value = await work((text) => {
        this.detail(text);
      });
      this.end();
      this.line(`✔ ${name.padEnd(14)} ${this.elapsed(started)}  ${result(value)}`.trimEnd());
      return value;
    } catch (error) {
      this.end();
      if (error instanceof StoppedError) {
        this.line(`- ${name.padEnd(14)} ${this.elapsed(started)}  stopped`);
        throw error;
      }
      this.line(`✖ ${name.padEnd(14)} ${this.elapsed(started)}`);
      throw error instanceof PhaseError ? error : new PhaseError(name, error);
    }
  }

  /** A line of its own, above the live line. */
  line(text: string): void {
    this.clear();
    const colour = MARKS[text.charAt(0)];
    const shown =
      colour === undefined ? text : `${this.styled(colour, text.charAt(0))}${text.slice(1)}`;
    this.output.write(`${shown}\n`);
  }

  /** The text as it stands out on a terminal, and as it is elsewhere. */
  styled(style: Parameters<typeof styleText>[0], text: string): string {
    return this.coloured && this.output.isTTY === true
      ? styleText(style, text, { validateStream: false })
      : text;
  }

  /** Tells in a phase, which may need a moment to end, that the request to stop has arrived. */
  stopping(): void {
    if (this.live !== undefined || this.plain !== undefined) {
      this.line("  Stopping; Ctrl-C again ends it at once.");
    }
  }

  private begin(name: string, started: number): void {
    if (this.output.isTTY !== true) {
      this.plain = { name, started, shown: started };
      return;
    }
    let frame = 0;
    const timer = setInterval(() => {
      const mark = FRAMES[frame++ % FRAMES.length] ?? "";
      const text = ` ${name.padEnd(14)} ${this.elapsed(started)}  ${this.live?.detail ?? ""}`;
      const fitting = text.slice(0, (this.output.columns ?? 80) - 2);
      this.output.write(`\r\u001b[2K${this.styled("cyan", mark)}${fitting}`);
    }, FRAME_MILLISECONDS);
    timer.unref();
    this.live = { timer, detail: "" };
  }

  /** Sets the detail of the live line of the phase that runs. */
  detail(text: string): void {
    if (this.live !== undefined) {
      this.live.detail = text;
    }
    const { plain } = this;
    if (plain !== undefined && this.now() - plain.shown >= PLAIN_LINE_MILLISECONDS) {
      plain.shown = this.now();
      this.line(`· ${plain.name.padEnd(14)} ${this.elapsed(plain.started)}  ${text}`);
    }
  }

  private clear(): void {
    if (this.live !== undefined) {
      this.output.write("\r\u001b[2K");
    }
  }

  private end(): void {
    this.clear();
    clearInterval(this.live?.timer);
    this.live = undefined;
    this.plain = undefined;
  }

  private elapsed(started: number): string {
    return `${((this.now() - started) / 1000).toFixed(1).padStart(5)} s`;
  }
}

/** Rows in columns as wide as their content. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
