import { HostedZone } from "../../components/edge/hostedZone";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, logs } = createFoundation();
  const zone = new HostedZone("dns", { domainName: "example.com", accountId, logs });

  // A zone of its own for a stack's names, made known in the one above, with signed answers.
  const shop = new HostedZone("shop-dns", {
    domainName: "shop.example.com",
    accountId,
    logs,
    parentZone: zone.reference,
    dnssec: true,
    protect: true,
  });
  return { nameServers: zone.nameServers, shopZoneId: shop.zoneId };
}

export = main;
