import { main } from "@pulumi/pulumi/provider/server";
import { versionOf } from "../version";
import { awsxProvider } from "./package";

main(awsxProvider(versionOf("@pulumi/awsx")), process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
