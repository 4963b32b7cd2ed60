import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { rules } from "../../../policies/allRules";
import { moduleOf } from "./exampleModule";

const ROOT = join(__dirname, "../../..");

/** Names in an object with a spread that its type does not have: TypeScript itself lets those pass. */
function strayNames(node: ts.Node, checker: ts.TypeChecker): readonly string[] {
  const below: string[] = [];
  ts.forEachChild(node, (child) => void below.push(...strayNames(child, checker)));
  const type = ts.isObjectLiteralExpression(node) ? checker.getContextualType(node) : undefined;
  if (type === undefined || !ts.isObjectLiteralExpression(node)) return below;
  const types = type.isUnion() ? type.types : [type];
  const isOpen = types.some(
    (each) =>
      (each.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 || each.getStringIndexType(),
  );
  const names = node.properties.flatMap(({ name }) =>
    name !== undefined && ts.isIdentifier(name) ? [name.text] : [],
  );
  if (isOpen) return below;
  return [...below, ...names.filter((name) => !types.some((each) => each.getProperty(name)))];
}

function programOf(sources: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules", "@types")],
    lib: ["lib.es2023.d.ts"],
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => sources.has(name) || disk.fileExists(name),
    readFile: (name) => sources.get(name) ?? disk.readFile(name),
    getSourceFile: (name, language, ...rest) => {
      const text = sources.get(name);
      return text === undefined
        ? disk.getSourceFile(name, language, ...rest)
        : ts.createSourceFile(name, text, language);
    },
  };
  return ts.createProgram([...sources.keys()], options, host);
}

function problemsIn(program: ts.Program, file: string): readonly string[] {
  const source = program.getSourceFile(file);
  const errors = ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  const stray = source === undefined ? ["not read"] : strayNames(source, program.getTypeChecker());
  return [...errors, ...stray.map((name) => `${name} is no property there`)];
}

function checked(examples: ReadonlyMap<string, string>): Record<string, readonly string[]> {
  const fileOf = (id: string): string => join(__dirname, `example-${id}.ts`);
  const program = programOf(
    new Map([...examples].map(([id, example]) => [fileOf(id), moduleOf(example)])),
  );
  const found = [...examples.keys()].map((id) => [id, problemsIn(program, fileOf(id))] as const);
  return Object.fromEntries(found.filter(([, problems]) => problems.length > 0));
}

describe("the examples of the rules, compiled", () => {
  it("are TypeScript that @pulumi/aws accepts, property by property", function () {
    this.timeout(120_000);
    assert.deepEqual(checked(new Map(rules.map(({ id, example = "" }) => [id, example]))), {});
  });

  it("are judged: a misspelt property and a wrong value are found", function () {
    this.timeout(120_000);
    const example = (line: string): string =>
      `import { sqs } from "@pulumi/aws";\n\nnew sqs.Queue("orders", {\n  ...settings,\n  ${line}\n});`;
    const found = checked(
      new Map([
        ["misspelt", example("sqsManagedSse: true,")],
        ["wrong", example('sqsManagedSseEnabled: "yes",')],
        ["right", example("sqsManagedSseEnabled: true,")],
      ]),
    );
    assert.deepEqual(Object.keys(found), ["misspelt", "wrong"]);
  });
});
