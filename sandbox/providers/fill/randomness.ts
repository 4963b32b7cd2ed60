import { createHash } from "node:crypto";

const HEX = "0123456789abcdef";
const DIGITS = "0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const MIXED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

export type Alphabet = "hex" | "digits" | "upper" | "lower" | "mixed";
const ALPHABETS: Readonly<Record<Alphabet, string>> = {
  hex: HEX,
  digits: DIGITS,
  upper: UPPER,
  lower: LOWER,
  mixed: MIXED,
};

export function isAlphabet(name: string): name is Alphabet {
  return name in ALPHABETS;
}

/** Text that looks random and is the same for the same seed and label. */
export class Randomness {
  constructor(private readonly seed: string) {}

  /** @param label tells apart several values of one resource */
  text(alphabet: Alphabet, length: number, label: string): string {
    const letters = ALPHABETS[alphabet];
    let result = "";
    for (let block = 0; result.length < length; block++) {
      const bytes = createHash("sha256").update(`${this.seed}|${label}|${block}`).digest();
      for (const byte of bytes) {
        result += letters.charAt(byte % letters.length);
      }
    }
    return result.slice(0, length);
  }

  uuid(label: string): string {
    const hex = this.text("hex", 32, label);
    const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  }

  /** A whole number from `from` up to, not including, `to`. */
  number(from: number, to: number, label: string): number {
    return from + (parseInt(this.text("hex", 8, label), 16) % (to - from));
  }
}
