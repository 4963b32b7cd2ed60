/**
 * Reads the part of a Dockerfile that says which files an image holds and what it runs.
 *
 * The sandbox builds no images. It takes images that only copy files onto a Node.js base, and refuses
 * everything it could not reproduce, such as RUN: a guess would run something else than AWS does.
 */
import { CloudError } from "../types";

export interface CopyInstruction {
  readonly sources: readonly string[];
  readonly destination: string;
  /** Directory that a relative destination starts from. */
  readonly workingDirectory: string;
}

/** What the last stage of a Dockerfile amounts to. */
export interface ImageRecipe {
  readonly baseImage: string;
  readonly workingDirectory: string;
  readonly copies: readonly CopyInstruction[];
  readonly environment: Readonly<Record<string, string>>;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
}

interface Instruction {
  readonly keyword: string;
  readonly rest: string;
  readonly line: number;
}

/** Instructions with nothing to do for a process on this machine. */
const WITHOUT_EFFECT = new Set(["EXPOSE", "LABEL", "USER", "HEALTHCHECK", "MAINTAINER"]);

function splitInstructions(text: string): Instruction[] {
  const instructions: Instruction[] = [];
  let pending = "";
  let startLine = 1;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    if (pending === "") startLine = index + 1;
    if (trimmed.endsWith("\\")) {
      pending += `${trimmed.slice(0, -1)} `;
      continue;
    }
    const full = `${pending}${trimmed}`;
    pending = "";
    const [keyword = ""] = full.split(/\s+/, 1);
    const rest = full.slice(keyword.length).trim();
    instructions.push({ keyword: keyword.toUpperCase(), rest, line: startLine });
  }
  return instructions;
}

function fail(name: string, { keyword, rest, line }: Instruction, reason: string): never {
  throw new CloudError(
    `The sandbox cannot run image ${name}: line ${line} of its Dockerfile, "${keyword} ${rest}", ${reason}. ` +
      "The sandbox runs images that only copy files onto a Node.js base image " +
      "(FROM, WORKDIR, COPY, ENV, ARG, USER, EXPOSE, ENTRYPOINT, CMD).",
  );
}

function parseWords(name: string, instruction: Instruction): string[] {
  const { rest } = instruction;
  if (!rest.startsWith("[")) return rest.split(/\s+/);
  let json: unknown;
  try {
    json = JSON.parse(rest);
  } catch {
    return fail(name, instruction, "is not a JSON array");
  }
  if (!Array.isArray(json) || !json.every((word) => typeof word === "string")) {
    return fail(name, instruction, "is not an array of strings");
  }
  return json;
}

function parsePairs(rest: string): [string, string][] {
  if (!/^[A-Za-z_]\w*=/.test(rest)) {
    const [key = "", ...value] = rest.split(/\s+/);
    return [[key, value.join(" ")]];
  }
  const pairs = rest.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g);
  return [...pairs].map(([, key = "", value = ""]) => [
    key,
    value.replace(/^["']|["']$/g, "").replace(/\\(.)/g, "$1"),
  ]);
}

function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{([A-Za-z_]\w*)(?::-([^}]*))?\}|([A-Za-z_]\w*))/g,
    (_, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      variables.get(braced ?? bare ?? "") ?? fallback ?? "",
  );
}

/** A stage while it is read. */
class Stage {
  readonly copies: CopyInstruction[] = [];
  readonly environment: Record<string, string> = {};
  workingDirectory = "/";
  entryPoint: readonly string[] | undefined;
  command: readonly string[] | undefined;

  constructor(
    readonly name: string,
    readonly baseImage: string,
    readonly variables: Map<string, string>,
  ) {}

  apply(instruction: Instruction): void {
    const { keyword } = instruction;
    const rest = substitute(instruction.rest, this.variables);
    const expanded = { ...instruction, rest };
    if (WITHOUT_EFFECT.has(keyword)) return;
    if (keyword === "WORKDIR") this.#changeDirectory(rest);
    else if (keyword === "COPY" || keyword === "ADD") this.#copy(expanded);
    else if (keyword === "ENV") this.#setVariables(rest);
    else if (keyword === "ARG") declareArgument(rest, this.variables);
    else if (keyword === "ENTRYPOINT") {
      this.entryPoint = this.#execForm(instruction);
      // As Docker does: a new entry point forgets the command of before.
      this.command = undefined;
    } else if (keyword === "CMD") this.command = this.#execForm(instruction);
    else fail(this.name, instruction, "needs a real image build");
  }

  #changeDirectory(directory: string): void {
    this.workingDirectory = directory.startsWith("/")
      ? directory
      : `${this.workingDirectory.replace(/\/$/, "")}/${directory}`;
  }

  #setVariables(rest: string): void {
    for (const [key, value] of parsePairs(rest)) {
      this.environment[key] = value;
      this.variables.set(key, value);
    }
  }

  #copy(instruction: Instruction): void {
    const words = parseWords(this.name, instruction);
    const flags = words.filter((word) => word.startsWith("--"));
    if (flags.some((flag) => flag.startsWith("--from="))) {
      fail(this.name, instruction, "copies from another image or stage");
    }
    const paths = words.filter((word) => !word.startsWith("--"));
    const destination = paths.pop();
    if (destination === undefined || paths.length === 0) {
      fail(this.name, instruction, "names no source and destination");
    }
    if (
      instruction.keyword === "ADD" &&
      paths.some((path) => /^https?:|\.(tar|tgz|zip)/.test(path))
    ) {
      fail(this.name, instruction, "downloads or unpacks");
    }
    this.copies.push({ sources: paths, destination, workingDirectory: this.workingDirectory });
  }

  #execForm(instruction: Instruction): readonly string[] {
    if (!instruction.rest.startsWith("[")) {
      fail(
        this.name,
        instruction,
        'uses a shell; write the exec form, such as ["node", "main.js"]',
      );
    }
    return parseWords(this.name, instruction);
  }
}

function declareArgument(rest: string, variables: Map<string, string>): void {
  const [key = "", value] = rest.split("=", 2);
  if (value !== undefined && !variables.has(key)) variables.set(key, value.replace(/^"|"$/g, ""));
}

/**
 * Interprets a Dockerfile.
 *
 * @param name what messages call the image
 * @param buildArguments values for ARG
 * @throws CloudError naming the line that cannot be interpreted
 */
export function readDockerfile(
  name: string,
  text: string,
  buildArguments: Readonly<Record<string, string>> = {},
): ImageRecipe {
  const globals = new Map(Object.entries(buildArguments));
  let stage: Stage | undefined;
  const stages = splitInstructions(text);
  const lastFrom = stages.findLastIndex(({ keyword }) => keyword === "FROM");
  for (const [index, instruction] of stages.entries()) {
    if (instruction.keyword === "FROM") {
      const words = substitute(instruction.rest, globals).split(/\s+/);
      const baseImage = words.find((word) => !word.startsWith("--")) ?? "";
      stage = new Stage(name, baseImage, new Map(globals));
    } else if (index < lastFrom) {
      // Earlier stages matter only through COPY --from, which the last stage may not use.
      if (instruction.keyword === "ARG" && stage === undefined) {
        declareArgument(instruction.rest, globals);
      }
    } else stage?.apply(instruction);
  }
  if (stage === undefined) {
    throw new CloudError(`The sandbox cannot run image ${name}: its Dockerfile has no FROM.`);
  }
  const { baseImage, workingDirectory, copies, environment, entryPoint, command } = stage;
  return { baseImage, workingDirectory, copies, environment, entryPoint, command };
}
