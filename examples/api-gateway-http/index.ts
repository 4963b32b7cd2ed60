import { FunctionService } from "../../components/compute/functionService";
import { ApiGateway } from "../../components/edge/apiGateway";
import { Certificate } from "../../components/edge/certificate";
import { createOriginSecret } from "../../components/edge/originSecret";
import { UserPool } from "../../components/identity/userPool";
import { ServiceAlarms } from "../../components/observability/serviceAlarms";
import { createPlatform, domain, region } from "../foundation";

function main() {
  const platform = createPlatform();
  const customers = new UserPool("customers", {
    region,
    logs: platform.logs,
    signIn: { kind: "prefix", prefix: "shop-example" },
    callbackUrls: [`https://${domain.domainName}/signed-in`],
    protect: true,
  });
  const domainName = `partners.${domain.domainName}`;
  const gateway = new ApiGateway("partners", {
    ...platform,
    protocol: "http",
    originSecret: createOriginSecret("origin-secret"),
    authorizer: { kind: "tokens", issuer: customers },
    customDomain: {
      ...domain,
      domainName,
      certificate: new Certificate("partners-certificate", { ...domain, domainName }),
    },
  });
  const carts = new FunctionService("carts", {
    ...platform,
    ingress: gateway,
    identity: customers,
    runtime: { kind: "lambda", memoryMiB: 256 },
    routes: [{ path: "/carts/*", auth: "customer" }],
    grants: [],
  });
  new ServiceAlarms("carts", {
    service: carts.monitored,
    topic: platform.alarms,
    prefix: "example",
  });
  gateway.deploy();

  return { url: gateway.url };
}

export = main;
