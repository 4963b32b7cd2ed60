/**
 * Finds where in the program a resource comes from. The engine does not tell a policy, so this looks
 * for the type token of the innermost component around the resource, and else for the resource's
 * name, in the program's sources. What is written twice is not guessed at.
 */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { partsOf } from "../exceptions/urn";
import type { StackMember } from "../run";

export interface Place {
  /** Relative to the folder of the sources, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Languages in which Pulumi programs are written. */
const EXTENSIONS = [".ts", ".js", ".py", ".go", ".cs", ".fs", ".java", ".kt", ".scala", ".yaml"];

/** Folders that hold no program, or somebody else's. */
const IGNORED = /^(\..*|node_modules|venv|__pycache__|bin|obj|dist|build|target|tests?|coverage)$/;

/** Larger files are generated ones. */
const MOST_CHARACTERS = 400_000;

interface SourceFile {
  readonly file: string;
  readonly lines: readonly string[];
}

function sourceFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return IGNORED.test(entry.name) ? [] : sourceFiles(path);
    return entry.isFile() && EXTENSIONS.includes(extname(entry.name)) ? [path] : [];
  });
}

export class Sources {
  private readonly places = new Map<string, Place | undefined>();
  private files: readonly SourceFile[] | undefined;

  /** @param directory folder of the program's sources; without it nothing is found */
  constructor(private readonly directory: string | undefined) {}

  /** The resource's place; for one that cannot be found, the project's file. */
  placeOf({ urn, name }: StackMember): Place | undefined {
    const components = partsOf(urn).types.slice(0, -1).reverse();
    for (const literal of [...components, name]) {
      const place = this.placeOfLiteral(literal);
      if (place) return place;
    }
    const isProject = ({ file }: SourceFile): boolean => file === "Pulumi.yaml";
    return this.read().some(isProject) ? { file: "Pulumi.yaml", line: 1 } : undefined;
  }

  private placeOfLiteral(literal: string): Place | undefined {
    if (this.places.has(literal)) return this.places.get(literal);
    const quoted = [`"${literal}"`, `'${literal}'`, `\`${literal}\``];
    const found = this.read().flatMap(({ file, lines }) =>
      lines.flatMap((text, index) =>
        quoted.some((each) => text.includes(each)) ? [{ file, line: index + 1 }] : [],
      ),
    );
    const place = found.length === 1 ? found[0] : undefined;
    this.places.set(literal, place);
    return place;
  }

  private read(): readonly SourceFile[] {
    const { directory } = this;
    this.files ??=
      directory === undefined
        ? []
        : sourceFiles(directory).map((path) => ({
            file: relative(directory, path).split(sep).join("/"),
            lines: readFileSync(path, "utf8").slice(0, MOST_CHARACTERS).split("\n"),
          }));
    return this.files;
  }
}
