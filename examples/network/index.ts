import { Network } from "../../components/network/network";
import { createFoundation } from "../foundation";

function main() {
  const { region, accountId, logs } = createFoundation();
  const network = new Network("network", { region, accountId, logs });

  // Nothing leaves this one: tasks pull images and write logs by endpoints inside the network.
  const closed = new Network("closed", {
    region,
    accountId,
    logs,
    cidrBlock: "10.1.0.0/16",
    nat: "none",
    runtimes: ["fargate", "ec2"],
  });

  // Three zones that speak IPv6 too, with a record of every minute's connections in a bucket.
  const wide = new Network("wide", {
    region,
    accountId,
    logs,
    cidrBlock: "10.2.0.0/16",
    zones: 3,
    nat: "perZone",
    ipv6: true,
    interfaceEndpoints: ["secretsmanager", "kms"],
    flowLogs: { destination: "s3", aggregationSeconds: 60 },
  });
  return { networkId: network.vpcId, closedId: closed.vpcId, wideId: wide.vpcId };
}

export = main;
