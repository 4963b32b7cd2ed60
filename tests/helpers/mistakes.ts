/** The likeliest mistakes with a component: each is refused in one sentence, which its page shows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { record } from "./recordingMocks";

export interface Mistake {
  /** Argument at fault, as the page's table names it. */
  readonly argument: string;
  /** The whole message, without the component and name before the colon. */
  readonly message: string;
  /** Makes the mistake. */
  readonly make: () => unknown;
}

/**
 * Declares one test for each mistake: it throws an error that Pulumi prints without a stack trace, and
 * the component's page under docs/components lists argument and message in its table of mistakes.
 */
export function describeMistakes(
  component: string,
  page: string,
  mistakes: readonly Mistake[],
): void {
  describe(`${component}: mistakes`, () => {
    it("are at least three", () => {
      assert.ok(mistakes.length >= 3, `got ${mistakes.length}`);
    });

    for (const { argument, message, make } of mistakes) {
      it(`refuses ${argument}: ${message}`, async () => {
        await assert.rejects(record(make), (error: unknown) => {
          assert.ok(pulumi.RunError.isInstance(error), String(error));
          assert.equal(error.message.replace(/^[A-Za-z]+ "[^"]*": /, ""), message);
          assert.ok(error.message.startsWith(`${component} "`), error.message);
          return true;
        });
      });

      it(`${argument} is in the page's table of mistakes`, () => {
        const text = readFileSync(resolve(__dirname, "../../docs/components", page), "utf8");
        const cells = text
          .split("\n")
          .filter((line) => line.startsWith("|"))
          .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
        const found = cells.some(
          ([, first, second]) => first === `\`${argument}\`` && second === message,
        );
        assert.ok(found, `docs/components/${page} lacks the row | \`${argument}\` | ${message} |`);
      });
    }
  });
}
