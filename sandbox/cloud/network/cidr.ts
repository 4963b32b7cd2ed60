/** IPv4 arithmetic for security-group rules and source-ip conditions. */
import { BlockList, isIPv4 } from "node:net";

interface Block {
  readonly address: string;
  readonly prefixLength: number;
}

function parse(cidr: string): Block | undefined {
  const [address, length] = cidr.split("/");
  const prefixLength = length === undefined ? 32 : Number(length);
  if (address === undefined || !isIPv4(address)) return undefined;
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > 32) return undefined;
  return { address, prefixLength };
}

/** Whether every address of `inner` lies in `outer`; malformed or IPv6 ranges contain nothing. */
export function cidrContains(outer: string, inner: string): boolean {
  const outerBlock = parse(outer);
  const innerBlock = parse(inner);
  if (outerBlock === undefined || innerBlock === undefined) return false;
  if (innerBlock.prefixLength < outerBlock.prefixLength) return false;
  const list = new BlockList();
  list.addSubnet(outerBlock.address, outerBlock.prefixLength);
  return list.check(innerBlock.address);
}
