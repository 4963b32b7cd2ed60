import { UserPool } from "../../components/identity/userPool";
import { createFoundation } from "../foundation";

function main() {
  const { region, logs } = createFoundation();
  const customers = new UserPool("customers", {
    region,
    logs,
    signIn: { kind: "prefix", prefix: "shop-example" },
    callbackUrls: ["https://shop.example.com/signed-in"],
    protect: true,
  });

  // Staff: invited, with a second factor, in two groups, and a scope of an API of their own.
  const staff = new UserPool("staff", {
    region,
    logs,
    signIn: { kind: "prefix", prefix: "shop-example-staff" },
    callbackUrls: ["https://office.example.com/signed-in"],
    protect: true,
    selfSignUp: false,
    mfa: "required",
    groups: { managers: "Change prices", clerks: "See orders" },
    resourceServers: [
      { identifier: "https://api.example.com", scopes: { "orders.read": "See orders" } },
    ],
  });
  return {
    issuer: customers.issuer,
    clientId: customers.clientId,
    signInUrl: customers.signInUrl,
    staffSignInUrl: staff.signInUrl,
  };
}

export = main;
