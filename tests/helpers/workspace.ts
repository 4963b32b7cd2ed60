/** A temporary working directory, for code that reads and writes below the current one. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

export interface WorkspaceContents {
  /** Text files by path. @default none */
  readonly files?: Readonly<Record<string, string>>;
  /** Files and folders of the repository that appear here under the same name. @default none */
  readonly links?: readonly string[];
}

/** The working directory is a temporary one until `leave` is called. */
export interface Workspace {
  readonly directory: string;
  readonly leave: () => void;
}

/** Moves the process into a new temporary directory with these contents. */
export function enterWorkspace({ files = {}, links = [] }: WorkspaceContents): Workspace {
  const before = process.cwd();
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "microservices-test-")));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  for (const link of links) symlinkSync(join(repository, link), join(directory, link));
  process.chdir(directory);
  return {
    directory,
    leave: () => {
      process.chdir(before);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Runs every test of the enclosing `describe` in one temporary directory. */
export function useWorkspace(contents: WorkspaceContents): void {
  let workspace: Workspace | undefined;
  before(() => {
    workspace = enterWorkspace(contents);
  });
  after(() => workspace?.leave());
}
