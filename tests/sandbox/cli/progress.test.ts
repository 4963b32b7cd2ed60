import assert from "node:assert/strict";
import { StoppedError } from "../../../sandbox/errors";
import { PhaseError, Progress } from "../../../sandbox/progress";

/** A progress that writes into a list, with a clock that stands still unless it is moved. */
function plainProgress() {
  const lines: string[] = [];
  const clock = { now: 0 };
  const output = { write: (text: string) => lines.push(text) };
  return { lines, clock, progress: new Progress(output, () => clock.now) };
}

describe("progress without a terminal", () => {
  it("writes one line for a phase, with its time and result", async () => {
    const { lines, clock, progress } = plainProgress();
    await progress.phase(
      "engine",
      () => {
        clock.now += 1500;
        return Promise.resolve("3.250.0");
      },
      (version) => `Pulumi v${version}`,
    );
    assert.deepEqual(lines, ["✔ engine           1.5 s  Pulumi v3.250.0\n"]);
  });

  it("shows in a long phase that it is alive, every fifteen seconds at most", async () => {
    const { lines, clock, progress } = plainProgress();
    await progress.phase("engine", (detail) => {
      for (const second of [5, 14, 16, 20, 32]) {
        clock.now = second * 1000;
        detail(`compiled ${second} packages`);
      }
      return Promise.resolve();
    });
    assert.deepEqual(lines, [
      "· engine          16.0 s  compiled 16 packages\n",
      "· engine          32.0 s  compiled 32 packages\n",
      "✔ engine          32.0 s\n",
    ]);
  });

  it("marks a phase that failed and names it in the error", async () => {
    const { lines, progress } = plainProgress();
    await assert.rejects(
      progress.phase("deploy", () => Promise.reject(new Error("no"))),
      (error) => error instanceof PhaseError && error.phase === "deploy",
    );
    assert.deepEqual(lines, ["✖ deploy           0.0 s\n"]);
  });

  it("does not call a phase failed that the user stopped", async () => {
    const { lines, progress } = plainProgress();
    await assert.rejects(
      progress.phase("deploy", () => Promise.reject(new StoppedError())),
      StoppedError,
    );
    assert.deepEqual(lines, ["- deploy           0.0 s  stopped\n"]);
  });

  it("tells in a phase that it is stopping, and between phases nothing", async () => {
    const { lines, progress } = plainProgress();
    progress.stopping();
    await progress.phase("deploy", () => {
      progress.stopping();
      return Promise.resolve();
    });
    assert.match(lines.join(""), /^ {2}Stopping; Ctrl-C again ends it at once\.\n✔ deploy/);
  });

  it("says nothing of a detail that comes between phases", () => {
    const { lines, clock, progress } = plainProgress();
    clock.now = 60_000;
    progress.detail("late");
    assert.deepEqual(lines, []);
  });
});

describe("progress on a terminal", () => {
  function shown(isTTY: boolean, coloured: boolean): string {
    const lines: string[] = [];
    const output = { isTTY, write: (text: string) => lines.push(text) };
    new Progress(output, () => 0, coloured).line("! disk is full");
    return lines.join("");
  }

  it("colours the mark of a line, unless colours are not wanted", () => {
    assert.equal(shown(true, true), "\u001b[33m!\u001b[39m disk is full\n");
    assert.equal(shown(true, false), "! disk is full\n");
    assert.equal(shown(false, true), "! disk is full\n");
  });
});
