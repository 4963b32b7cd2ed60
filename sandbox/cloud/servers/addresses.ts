/** Puts addresses of this machine where variables carry those of databases and caches. Pure. */

/** A host of AWS and what stands for it here. */
export interface LocalAddress {
  readonly host: string;
  /** Port on AWS; undefined where any is meant. */
  readonly port: number | undefined;
  readonly localPort: number;
}

export type Variables = Readonly<Record<string, string>>;

/** What certificates of the gates are for. */
export const LOCAL_HOST = "localhost";

/** Hosts that some variable carries, alone or within an address. */
export function hostsIn<Host extends { readonly host: string }>(
  variables: Variables,
  hosts: readonly Host[],
): Host[] {
  const values = Object.values(variables);
  return hosts.filter(({ host }) => values.some((value) => mentions(value, host)));
}

/** Whether a host stands in a text by itself, not as a part of a longer name. */
function mentions(text: string, host: string): boolean {
  return pattern(host).test(text);
}

function pattern(host: string): RegExp {
  return new RegExp(`(?<![\\w.-])${host.replaceAll(".", "\\.")}(?![\\w-]|\\.\\w)(?::(\\d+))?`, "g");
}

/** Name of the variable with the port that belongs to a variable with a host. */
function portName(name: string): string | undefined {
  const found = /^(.*?)(HOST|HOSTNAME|ADDRESS|ENDPOINT)$/i.exec(name);
  return found === null ? undefined : `${found[1] ?? ""}PORT`;
}

/** Another port than the server's is left alone, so that it fails as it does on AWS. */
function isPort(value: string | undefined, port: number | undefined): boolean {
  return port === undefined ? /^\d+$/.test(value ?? "") : value === String(port);
}

/**
 * A variable that is a host becomes `localhost`, and the one with its port (`X_HOST`, `X_PORT`) the
 * local port; within a longer text, such as a URL, both are replaced.
 */
export function withLocalAddresses(
  variables: Variables,
  addresses: readonly LocalAddress[],
): Record<string, string> {
  const result: Record<string, string> = { ...variables };
  for (const [name, value] of Object.entries(variables)) {
    for (const address of addresses) {
      if (value === address.host) {
        result[name] = LOCAL_HOST;
        const port = portName(name);
        if (port !== undefined && isPort(variables[port], address.port)) {
          result[port] = String(address.localPort);
        }
      } else {
        result[name] = (result[name] ?? "").replace(
          pattern(address.host),
          `${LOCAL_HOST}:${address.localPort}`,
        );
      }
    }
  }
  return result;
}
