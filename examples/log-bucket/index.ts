import { LogBucket } from "../../components/data/logBucket";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const accessLogs = new LogBucket("access-logs", { accountId, region });
  return { bucket: accessLogs.bucketName };
}

export = main;
