import { Bucket } from "../../components/data/bucket";
import { LogBucket } from "../../components/data/logBucket";
import { createFoundation } from "../foundation";

function main() {
  const accessLogs = new LogBucket("access-logs", createFoundation());
  const invoices = new Bucket("invoices", { accessLogs });
  return { bucket: invoices.bucketName };
}

export = main;
