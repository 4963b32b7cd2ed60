import { LogBucket } from "../../components/data/logBucket";
import { StaticSite } from "../../components/edge/staticSite";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId } = foundation;
  const accessLogs = new LogBucket("access-logs", foundation);
  const site = new StaticSite("web", { directory: ".build/web", accountId, accessLogs });
  return { bucket: site.bucketName };
}

export = main;
