/**
 * What a provider must know about a resource type, read from the SDK that is installed: which
 * properties it takes, which it adds, and of what shape. Read when a type is first used, then kept.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bodyAfter, interfaceBody, readProperties } from "./declarations";
import { readShape } from "./shapes";
import type { DeclaredShape, Shape } from "./shapes";

export interface InputProperty {
  readonly shape: Shape;
  readonly required: boolean;
}

export interface ResourceSchema {
  /** Type token, such as `aws:s3/bucket:Bucket`. */
  readonly token: string;
  readonly inputs: ReadonlyMap<string, InputProperty>;
  readonly outputs: ReadonlyMap<string, DeclaredShape>;
  /** Inputs whose documentation says that a change replaces the resource. */
  readonly replaceOnChange: ReadonlySet<string>;
}

const REPLACES =
  /forces? (?:a )?(?:new resource|replacement|recreation)|will be recreated|cannot be changed/i;

/** Schemas of one Pulumi package, from the declarations in its npm package. */
export class PackageSchema {
  private readonly directory: string;
  private readonly resources = new Map<string, ResourceSchema | undefined>();
  private readonly objects = new Map<string, ReadonlyMap<string, DeclaredShape>>();
  private outputTypes: string | undefined;

  /** @param npmPackage such as `@pulumi/aws` */
  constructor(npmPackage: string) {
    this.directory = dirname(require.resolve(`${npmPackage}/package.json`));
  }

  /** Schema of a resource type, or undefined when the SDK has no such type. */
  resource(token: string): ResourceSchema | undefined {
    if (!this.resources.has(token)) {
      this.resources.set(token, this.readResource(token));
    }
    return this.resources.get(token);
  }

  /** Fields of a nested object type, such as `acm.CertificateOptions`; empty when it is unknown. */
  object(path: string): ReadonlyMap<string, DeclaredShape> {
    let fields = this.objects.get(path);
    if (fields === undefined) {
      this.outputTypes ??= readFileSync(join(this.directory, "types/output.d.ts"), "utf8");
      const body = interfaceBody(this.outputTypes, path) ?? "";
      fields = new Map(readProperties(body).map((field) => [field.name, shapeOf(field)]));
      this.objects.set(path, fields);
    }
    return fields;
  }

  private readResource(token: string): ResourceSchema | undefined {
    const [, modulePath = "", className = ""] = token.split(":");
    const text = this.declarations(modulePath, className);
    const body = text && bodyAfter(text, `export declare class ${className} extends `);
    if (text === undefined || body === undefined) {
      return undefined;
    }
    const args = readProperties(bodyAfter(text, `export interface ${className}Args `) ?? "");
    return {
      token,
      inputs: new Map(
        args.map((property) => [
          property.name,
          { shape: readShape(property.type).shape, required: !property.optional },
        ]),
      ),
      outputs: new Map(readProperties(body).map((property) => [property.name, shapeOf(property)])),
      replaceOnChange: new Set(
        args.filter((property) => REPLACES.test(property.comment)).map(({ name }) => name),
      ),
    };
  }

  /** The declarations of a class; packages differ in how a token's module names the file. */
  private declarations(modulePath: string, className: string): string | undefined {
    const module = modulePath.replace(/^index(?:\/|$)/, "");
    const candidates = [
      module,
      join(module, className),
      join(dirname(module), className),
      className,
    ];
    for (const candidate of candidates) {
      const path = this.findFile(dirname(candidate), candidate.split("/").pop() ?? candidate);
      if (path !== undefined) {
        return readFileSync(path, "utf8");
      }
    }
    return undefined;
  }

  /** Files are named as classes are, but in another case (`mltransform`) or as `index_`. */
  private findFile(folder: string, name: string): string | undefined {
    const directory = join(this.directory, folder);
    if (name === "" || !existsSync(directory)) {
      return undefined;
    }
    const wanted = [`${name}.d.ts`, `${name}_.d.ts`].map((file) => file.toLowerCase());
    const files = readdirSync(directory).filter((file) => wanted.includes(file.toLowerCase()));
    const file = files.find((candidate) => candidate.endsWith("_.d.ts")) ?? files[0];
    return file === undefined ? undefined : join(directory, file);
  }
}

function shapeOf(property: { readonly type: string; readonly optional: boolean }): DeclaredShape {
  const declared = readShape(property.type);
  return { shape: declared.shape, mayBeAbsent: declared.mayBeAbsent || property.optional };
}
