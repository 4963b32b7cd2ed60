import { Bucket } from "../../components/data/bucket";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, region } = foundation;
  const accessLogs = new LogBucket("access-logs", foundation);
  const invoices = new Bucket("invoices", { accessLogs });

  // Under a key of its own, cheaper with age, filled by a page, and every object an event.
  const key = new Key("uploads-key", { description: "Encrypts uploads", accountId });
  const uploads = new Bucket("uploads", {
    accessLogs,
    encryption: { key, region },
    transitions: [
      { afterDays: 30, storageClass: "STANDARD_IA" },
      { afterDays: 180, storageClass: "GLACIER_IR" },
    ],
    expireAfterDays: 730,
    cors: [{ origins: ["https://shop.example.com"], methods: ["PUT"], answerHeaders: ["ETag"] }],
    events: "eventBridge",
  });
  return { bucket: invoices.bucketName, uploads: uploads.bucketName };
}

export = main;
