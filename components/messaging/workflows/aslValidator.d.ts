declare module "asl-validator" {
  /** One fault in a definition. */
  export interface AslFault {
    readonly "Error code": string;
    readonly Message: string;
    /** Only of faults in the shape: a JSON pointer to where. */
    readonly schemaError?: { readonly instancePath: string };
  }

  /** Judges a definition. Writes query languages into its states, so hand over a copy. */
  function validate(definition: object): {
    readonly isValid: boolean;
    readonly errors: readonly AslFault[];
  };

  export default validate;
}
