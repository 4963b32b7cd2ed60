/** Builds the engine from the Go module that `go.mod` pins. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { runGroup } from "./processGroup";

/** About how many packages the CLI consists of, for the progress line. */
const PACKAGES = 1_500;

export interface BuildOptions {
  readonly version: string;
  /** Where the executable goes. */
  readonly target: string;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** Builds, or returns the reason why it could not. */
export async function buildEngine(options: BuildOptions): Promise<string | undefined> {
  const { version, target } = options;
  const partial = `${target}.${process.pid}.partial`;
  mkdirSync(dirname(target), { recursive: true });
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  let packages = 0;
  try {
    const result = await runGroup(
      "go",
      [
        ...["build", "-v", "-buildvcs=false", "-ldflags", flags],
        ...["-o", partial, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
      ],
      {
        cwd: __dirname,
        // `auto` lets an older Go fetch the one that go.mod asks for.
        env: { ...process.env, GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "auto", GOWORK: "off" },
        signal: options.signal,
        onLine: (line) => {
          packages += line.startsWith("go: ") ? 0 : 1;
          const what = line.startsWith("go: downloading")
            ? line.slice("go: ".length)
            : `compiled ${packages} of about ${PACKAGES} packages`;
          options.onProgress(`building the engine v${version}: ${what}`);
        },
      },
    );
    if (result.code !== 0) {
      return `go build failed: ${lastLines(result.output)}`;
    }
    // Other processes see either no engine or a whole one.
    renameSync(partial, target);
    return undefined;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return missing
      ? "there is no Go on PATH to build it with"
      : `go build failed: ${String(error)}`;
  } finally {
    rmSync(partial, { force: true });
  }
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-3).join("; ");
}
