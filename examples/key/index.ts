import { Key } from "../../components/data/key";
import { createFoundation } from "../foundation";

function main() {
  const { accountId } = createFoundation();
  const key = new Key("orders-key", { description: "Encrypts orders", accountId });
  return { keyArn: key.arn, alias: key.aliasName };
}

export = main;
