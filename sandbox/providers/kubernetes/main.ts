import { serveProvider } from "../serve";
import { versionOf } from "../version";
import { KubernetesProvider, npmPackage } from "./provider";

serveProvider(new KubernetesProvider(), versionOf(npmPackage));
