/** Domain names: what is one, and what belongs to a hosted zone. Pure. */

/** Labels of letters, digits and inner hyphens, 63 characters at most, and a top-level domain of letters. */
const pattern =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** The domain that a wildcard stands below, or the name itself. */
export function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, "");
}

/** Whether `name` is the zone's own name or below it. */
export function isWithinZone(name: string, zoneName: string): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}

/** The fault in a domain name, or undefined. */
export function domainNameFault(argument: string, name: string): string | undefined {
  return pattern.test(name)
    ? undefined
    : `${argument} must be a lower-case domain name such as shop.example.com, got "${name}"; give the name alone, without scheme, path or closing dot`;
}

/** The fault in a name that must belong to a zone, or undefined, also when the zone's name is not known. */
export function zoneFault(
  argument: string,
  name: string,
  zoneName: string | undefined,
): string | undefined {
  return zoneName === undefined || isWithinZone(withoutWildcard(name), zoneName)
    ? undefined
    : `${argument} must be ${zoneName} or a name below it, as the hosted zone holds no other, got "${name}"; correct the name or give the zone that holds it`;
}
