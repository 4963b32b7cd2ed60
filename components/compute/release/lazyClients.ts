import * as pulumi from "@pulumi/pulumi";

export interface ClientSettings {
  readonly region: string;
  /** Profile of the AWS configuration files, the same that the provider uses. @default what the environment says */
  readonly profile?: string;
}

/** What every client of AWS's APIs is made with. */
export function clientConfig({ region, profile }: ClientSettings) {
  return { region, ...(profile === undefined ? {} : { profile }), maxAttempts: 5 };
}

/**
 * Makes clients at the first release that asks for them, and no others after. Without an engine, as in
 * a test of the program, nothing has been deployed, and there are none.
 */
export function lazyClients<Clients>(
  create: () => Promise<Clients>,
): () => Promise<Clients | undefined> {
  let clients: Promise<Clients> | undefined;
  return async () =>
    pulumi.runtime.getEngine() === undefined ? undefined : await (clients ??= create());
}
