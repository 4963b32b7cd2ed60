/** A migration that is refused or has failed; the message is for whoever wrote or released it. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}
