/** What the upgrade lock reads of a program's resources. The recordings of the tests have this shape. */

/** One entry of a resource's `aliases`: a URN, or what differed. Empty texts mean "as it is now". */
export type RecordedAlias =
  | string
  | {
      readonly name: string;
      readonly type: string;
      readonly stack: string;
      readonly project: string;
      /** URN of the former parent; undefined where it had none. */
      readonly parent: string | undefined;
    };

/** A resource as the program declared it; a parent comes before its children. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  /** Unique in the program; which types it names of the parents does not matter. */
  readonly urn: string;
  /** `urn` of the parent, empty at the root. */
  readonly parent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly aliases: readonly RecordedAlias[];
  /** `urn`s behind each input that came from another resource's output. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Project and stack, which every URN begins with. */
export interface Home {
  readonly project: string;
  readonly stack: string;
}
