/** An example of a rule as a TypeScript module of its own, to compile and to run. */
import ts from "typescript";
import { FREE_NAMES } from "./names";

/** `new sqs.Queue("orders", { ...settings`, up to the area, the class and the name. */
const WITH_SETTINGS = /new (\w+\.\w+)\(("[^"]*"), \{\s*\.\.\.settings\b/g;

const IMPORT = /^import \{ (.*) \} from "@pulumi\/aws";$/m;

/** Areas of @pulumi/aws by their own files, which is much less to load than all of it. */
function withOwnImports(example: string): string {
  return example.replace(IMPORT, (_, areas: string) =>
    areas
      .split(", ")
      .map((area) => `import * as ${area} from "@pulumi/aws/${area}";`)
      .join(" "),
  );
}

/** The example with `settings` as what each resource already has. */
function withSettings(example: string): string {
  return example.replace(
    WITH_SETTINGS,
    (_, kind: string, name: string) =>
      `new ${kind}(${name}, { ...settingsOf<${kind}Args>("${kind}")`,
  );
}

/** The module for the compiler, which holds every property against its type. */
export function moduleOf(example: string): string {
  return [
    'import type { FreeNames } from "./names";',
    "declare const freeNames: FreeNames;",
    "declare function settingsOf<T>(kind: string): T;",
    `const { ${FREE_NAMES.join(", ")} } = freeNames;`,
    withSettings(withOwnImports(example)),
    "",
  ].join("\n");
}

/** A statement of an example. */
export interface Statement {
  readonly text: string;
  /** The class, such as `sqs.Queue`, whose `settings` the statement is about. @default of none */
  readonly settingsOf?: string;
}

/** The example statement by statement, as a reader copies what concerns the resource at hand. */
export function statementsOf(example: string): readonly Statement[] {
  const source = ts.createSourceFile("example.ts", withOwnImports(example), ts.ScriptTarget.ES2022);
  return source.statements.map((statement) => {
    const text = statement.getFullText(source);
    const [match] = text.matchAll(WITH_SETTINGS);
    return { text, settingsOf: match?.[1] };
  });
}

/** What Node runs: the statements in JavaScript, with `settingsOf` and the free names in its scope. */
export function scriptOf(statements: readonly Statement[]): string {
  const text = withSettings(statements.map((each) => each.text).join("\n"));
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

/** The statement with nothing but the settings: the resource before its fix. Nothing for any other statement. */
export function plainStatement({ settingsOf: kind }: Statement): readonly Statement[] {
  if (kind === undefined) return [];
  const [area = ""] = kind.split(".");
  const text = `import * as ${area} from "@pulumi/aws/${area}"; new ${kind}("plain", { ...settings });`;
  return [{ text, settingsOf: kind }];
}
