import { LogBucket } from "../../components/data/logBucket";
import { ConfigRecorder } from "../../components/observability/configRecorder";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const accessLogs = new LogBucket("access-logs", { accountId, region });
  const recorder = new ConfigRecorder("changes", { accountId, accessLogs });
  return { recorder: recorder.recorderName, bucket: recorder.bucketName };
}

export = main;
