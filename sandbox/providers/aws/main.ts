import { serveResourcePackage } from "../serve";
import { awsPackage } from "./package";

serveResourcePackage(awsPackage);
